package io.clientele.cli;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** An array with an object for each row; numbers with all their digits, days and instants as ISO 8601 text, NaN and infinity as text. */
final class JsonOutput implements RowOutput {

    private final PrintWriter out;
    private final JsonGenerator json;
    private List<Heading> headings = List.of();

    JsonOutput(PrintWriter out) {
        this.out = out;
        JsonFactory factory = JsonFactory.builder()
                .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                .build();
        this.json = factory.createGenerator(ObjectWriteContext.empty(), out);
    }

    @Override
    public void columns(List<Heading> columns) {
        headings = columns;
        json.writeStartArray();
    }

    @Override
    public void row(List<@Nullable Object> values) {
        json.writeStartObject();
        for (int i = 0; i < values.size(); i++) {
            json.writeName(headings.get(i).name());
            write(values.get(i));
        }
        json.writeEndObject();
    }

    private void write(@Nullable Object value) {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Float || value instanceof Double) {
            json.writeNumber(((Number) value).doubleValue());
        } else if (value instanceof BigDecimal decimal) {
            json.writeNumber(decimal);
        } else if (value instanceof BigInteger whole) {
            json.writeNumber(whole);
        } else if (value instanceof Number whole) {
            json.writeNumber(whole.longValue());
        } else {
            json.writeString(value.toString());
        }
    }

    @Override
    public void end() {
        json.writeEndArray();
        json.close();
        out.println();
        out.flush();
    }
}

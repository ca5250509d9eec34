package io.clientele.publish;

import io.clientele.model.ColumnType;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** JSON in one form only: keys sorted, two spaces, line feeds, sums as text so that no reader rounds them. */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .defaultPrettyPrinter(printer())
            .addModule(types())
            .build();

    private Json() {}

    static byte[] bytes(Object value) {
        return (MAPPER.writeValueAsString(value) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** The same in one line. */
    static String line(Object value) {
        return MAPPER.writer().without(SerializationFeature.INDENT_OUTPUT).writeValueAsString(value);
    }

    static <T> T read(byte[] bytes, Class<T> type) throws IOException {
        try {
            return MAPPER.readValue(bytes, type);
        } catch (JacksonException unreadable) {
            throw new IOException("not readable as " + type.getSimpleName() + ": " + unreadable.getOriginalMessage());
        }
    }

    /** Like {@link #read(byte[], Class)}, of a form that once had fewer keys: what is missing is null. */
    static <T> T readAlsoOlder(byte[] bytes, Class<T> type) throws IOException {
        try {
            return MAPPER.readerFor(type)
                    .without(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .readValue(bytes);
        } catch (JacksonException unreadable) {
            throw new IOException("not readable as " + type.getSimpleName() + ": " + unreadable.getOriginalMessage());
        }
    }

    static <T> T read(Path file, Class<T> type) throws IOException {
        return read(Files.readAllBytes(file), type);
    }

    /** Like {@link #read}, of a form that once had fewer keys: what is missing is zero or null. */
    static <T> T readOlder(Path file, Class<T> type) throws IOException {
        try {
            return MAPPER.readerFor(type)
                    .without(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .without(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .readValue(Files.readAllBytes(file));
        } catch (JacksonException unreadable) {
            throw new IOException("not readable as " + type.getSimpleName() + ": " + unreadable.getOriginalMessage());
        }
    }

    private static DefaultPrettyPrinter printer() {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        return new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
    }

    private static SimpleModule types() {
        SimpleModule module = new SimpleModule();
        module.addSerializer(BigDecimal.class, new ValueSerializer<>() {
            @Override
            public void serialize(BigDecimal value, JsonGenerator json, SerializationContext context) {
                json.writeString(value.toPlainString());
            }
        });
        module.addSerializer(ColumnType.class, new ValueSerializer<>() {
            @Override
            public void serialize(ColumnType value, JsonGenerator json, SerializationContext context) {
                json.writeString(value.toString());
            }
        });
        module.addDeserializer(ColumnType.class, new ValueDeserializer<>() {
            @Override
            public ColumnType deserialize(JsonParser json, DeserializationContext context) {
                return ColumnType.parse(json.getString());
            }
        });
        return module;
    }
}

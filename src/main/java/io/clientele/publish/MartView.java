package io.clientele.publish;

import io.clientele.model.Column;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A view of the catalogue.
 *
 * @param file the mart's Parquet file, absolute and inside one version
 * @param columnComments what each column means, in the order of the columns
 */
public record MartView(String name, Path file, String comment, Map<String, String> columnComments) {

    static MartView of(MartDescription mart, Path file) {
        Map<String, String> columnComments = new LinkedHashMap<>();
        for (Column column : mart.columns()) {
            columnComments.put(column.name(), commentOn(column));
        }
        String comment = mart.caveat() == null ? mart.question() : mart.question() + " " + mart.caveat();
        return new MartView(mart.name(), file, comment, columnComments);
    }

    private static String commentOn(Column column) {
        return column.unit() == null ? column.says() : column.says() + " [" + column.unit() + "]";
    }
}

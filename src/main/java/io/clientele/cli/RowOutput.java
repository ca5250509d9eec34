package io.clientele.cli;

import io.clientele.publish.RowReader;
import java.io.PrintWriter;

/** Prints rows in one form. */
interface RowOutput extends RowReader {

    /** After the last row. */
    void end();

    /** The forms that a person may ask for. */
    enum Form {
        table,
        csv,
        json;

        RowOutput to(PrintWriter out) {
            return switch (this) {
                case table -> new TableOutput(out);
                case csv -> CsvOutput.asIs(out);
                case json -> new JsonOutput(out);
            };
        }
    }
}

package io.clientele.cli;

import java.io.PrintWriter;
import java.util.List;

/** Rows of three texts, the last one aligned to the right. */
final class Columns {

    private Columns() {}

    static void print(PrintWriter out, List<List<String>> rows) {
        int[] widths = new int[3];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], Cells.width(row.get(i)));
            }
        }
        for (List<String> row : rows) {
            out.println("  " + Cells.left(row.get(0), widths[0]) + "  " + Cells.left(row.get(1), widths[1]) + "  "
                    + Cells.right(row.get(2), widths[2]));
        }
    }
}

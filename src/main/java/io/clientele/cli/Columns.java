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
            out.println("  " + row.get(0) + gap(row.get(0), widths[0]) + "  " + row.get(1) + gap(row.get(1), widths[1])
                    + "  " + gap(row.get(2), widths[2]) + row.get(2));
        }
    }

    private static String gap(String text, int width) {
        return " ".repeat(width - Cells.width(text));
    }
}

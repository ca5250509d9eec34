package io.clientele.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Aligned columns, numbers to the right. Widths come from the first rows, so that an answer of any length is printed as it comes. */
final class TableOutput implements RowOutput {

    private static final int MEASURED_ROWS = 1_000;
    private static final String GAP = "  ";

    private final PrintWriter out;
    private final List<List<String>> held = new ArrayList<>();
    private List<Heading> headings = List.of();
    private int[] widths = {};
    private boolean isMeasured;

    TableOutput(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void columns(List<Heading> columns) {
        headings = columns;
        held.add(columns.stream().map(heading -> Cells.shown(heading.name())).toList());
    }

    @Override
    public void row(List<@Nullable Object> values) {
        List<String> row = values.stream().map(Cells::shown).toList();
        if (isMeasured) {
            print(row);
            return;
        }
        held.add(row);
        if (held.size() > MEASURED_ROWS) {
            printHeld();
        }
    }

    @Override
    public void end() {
        if (!isMeasured) {
            printHeld();
        }
        out.flush();
    }

    private void printHeld() {
        isMeasured = true;
        widths = new int[headings.size()];
        for (List<String> row : held) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], Cells.width(row.get(i)));
            }
        }
        held.forEach(this::print);
        held.clear();
    }

    private void print(List<String> row) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            String cell = row.get(i);
            String padding = " ".repeat(Math.max(0, widths[i] - Cells.width(cell)));
            line.append(i == 0 ? "" : GAP);
            line.append(headings.get(i).isNumber() ? padding + cell : cell + padding);
        }
        out.println(line.toString().stripTrailing());
    }
}

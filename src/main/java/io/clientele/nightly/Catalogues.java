package io.clientele.nightly;

import io.clientele.publish.MartView;
import io.clientele.warehouse.ViewDatabase;
import java.nio.file.Path;
import java.util.List;

/** Writes the database of views that the publication asks for. */
final class Catalogues {

    private Catalogues() {}

    static void write(Path file, List<MartView> views) {
        ViewDatabase.write(
                file,
                views.stream()
                        .map(view ->
                                new ViewDatabase.View(view.name(), view.file(), view.comment(), view.columnComments()))
                        .toList());
    }
}

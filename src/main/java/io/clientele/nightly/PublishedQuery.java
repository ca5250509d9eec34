package io.clientele.nightly;

import io.clientele.model.QueryReader.SyntaxProblem;
import io.clientele.publish.MartQuery;
import io.clientele.publish.PublishedMarts;
import io.clientele.publish.RowReader;
import io.clientele.warehouse.ReadOnlyQuery;
import io.clientele.warehouse.WarehouseException;
import java.nio.file.Path;

/** Asks the published marts, through the engine. */
public final class PublishedQuery implements MartQuery {

    @Override
    public void select(Path catalogue, String sql, RowReader reader) {
        try (ReadOnlyQuery query = new ReadOnlyQuery(
                catalogue, PublishedMarts.open(catalogue.resolveSibling("")).files())) {
            query.run(
                    sql,
                    columns -> reader.columns(columns.stream()
                            .map(column -> new RowReader.Heading(column.name(), isNumber(column.type())))
                            .toList()),
                    row -> reader.row(row.values()));
        } catch (SyntaxProblem e) {
            throw new RefusedQuery(e.problem());
        } catch (WarehouseException e) {
            throw new RefusedQuery(e.reason());
        }
    }

    private static boolean isNumber(String type) {
        return type.startsWith("decimal") || type.endsWith("int") || type.equals("integer") || type.equals("double");
    }
}

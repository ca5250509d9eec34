package io.clientele.nightly.past;

import io.clientele.model.NightGates.Drift;
import io.clientele.model.NightGates.Total;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Holds the totals of marts against those of the last published night of an earlier day, by whatever models that was made: that a
 * model moves a total is what somebody should know before readers do.
 */
final class DriftGate {

    private static final int TOLD = 3;

    private final Drift rules;

    DriftGate(Drift rules) {
        this.rules = rules;
    }

    /** A total that is not what it was. */
    private record Move(String group, BigDecimal from, BigDecimal to) {

        BigDecimal by() {
            return to.subtract(from);
        }

        /** Of what it was; more than any number where that is nothing. */
        double share() {
            return from.signum() == 0
                    ? Double.POSITIVE_INFINITY
                    : by().divide(from.abs(), MathContext.DECIMAL64).doubleValue();
        }

        String words() {
            String name = group.isEmpty() ? "" : group + " ";
            String share = from.signum() == 0 ? "from nothing" : String.format(Locale.ROOT, "%+.1f %%", share() * 100);
            return name + number(from) + " -> " + number(to) + " (" + share + ")";
        }

        private static String number(BigDecimal value) {
            boolean isWhole = value.stripTrailingZeros().scale() <= 0;
            return String.format(Locale.ROOT, isWhole ? "%,.0f" : "%,.2f", value);
        }
    }

    Finding judge(Total total, Figures tonight, List<Figures> past) {
        return past.stream()
                .max(Comparator.comparing(Figures::businessDate))
                .flatMap(last -> moved(total, tonight, last))
                .orElseGet(() -> Finding.pass(gate(total), total.mart(), rules.severity(), promise(total)));
    }

    private Optional<Finding> moved(Total total, Figures tonight, Figures last) {
        List<Move> moves =
                last.amounts(total).map(before -> moves(total, before, tonight)).orElse(List.of());
        return moves.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Finding.stop(gate(total), total.mart(), rules.severity(), because(total, moves, tonight, last))
                                .times(moves.size()));
    }

    private List<Move> moves(Total total, Map<String, BigDecimal> before, Figures tonight) {
        Map<String, BigDecimal> now = tonight.amounts(total).orElseThrow();
        TreeSet<String> groups = new TreeSet<>(now.keySet());
        groups.addAll(before.keySet());
        return groups.stream()
                .map(group -> new Move(
                        group, before.getOrDefault(group, BigDecimal.ZERO), now.getOrDefault(group, BigDecimal.ZERO)))
                .filter(move -> isToBeTold(move, total))
                .toList();
    }

    private boolean isToBeTold(Move move, Total total) {
        return move.by().signum() != 0
                && Math.abs(move.share()) > rules.share()
                && move.by().abs().doubleValue() >= total.atLeast();
    }

    private String promise(Total total) {
        return total.name() + " moves by at most " + percent() + " from night to night";
    }

    private String because(Total total, List<Move> moves, Figures tonight, Figures last) {
        String told = moves.stream()
                .sorted(Comparator.comparingDouble((Move move) -> -Math.abs(move.share()))
                        .thenComparing(Move::group))
                .limit(TOLD)
                .map(Move::words)
                .collect(Collectors.joining(", "));
        return total.name() + " moved by more than " + percent() + " since " + last.businessDate() + ": " + told
                + (moves.size() > TOLD ? ", and " + (moves.size() - TOLD) + " more" : "")
                + changed(tonight, last);
    }

    private static String changed(Figures tonight, Figures last) {
        String changed = tonight.fingerprints().entrySet().stream()
                .filter(each -> !each.getValue().equals(last.fingerprints().get(each.getKey())))
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(" and "));
        return changed.isEmpty() ? "" : "; the " + changed + " changed since";
    }

    private String percent() {
        return BigDecimal.valueOf(rules.share() * 100)
                        .round(new MathContext(4))
                        .stripTrailingZeros()
                        .toPlainString()
                + " %";
    }

    private static String gate(Total total) {
        return "drift of " + total.name();
    }
}

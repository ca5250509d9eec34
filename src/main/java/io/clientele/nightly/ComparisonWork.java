package io.clientele.nightly;

import io.clientele.model.NightGates;
import io.clientele.nightly.past.Account;
import io.clientele.nightly.past.Comparison;
import io.clientele.nightly.past.Figures;
import io.clientele.nightly.past.PastNights;
import io.clientele.publish.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;

/** Compares the night with those before it, and keeps what later ones are compared with. */
final class ComparisonWork {

    private final Night night;
    private final PastNights past;

    ComparisonWork(Night night) {
        this.night = night;
        this.past = PastNights.at(night.settings().history());
    }

    /** A night that was published before is judged by the nights that it was judged by then. */
    String compare() {
        NightGates gates = night.ingredients().catalogue().job().gates();
        LocalDate date = night.id().businessDate();
        List<Figures> before = past.of(date)
                .map(Account::comparedWith)
                .orElseGet(() -> past.before(date, gates.volume().weeks()));
        Account account =
                new Account(Figures.of(date, night.ingredients().fingerprints(), gates, night.modelRoom()), before);
        try {
            PastNights.write(account, folder().account());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep what the night has counted: " + e.getMessage(), e);
        }
        return new Comparison(gates, night.modelRoom()).write(account);
    }

    /** Before readers see a version, the nights after it must find what it counted. */
    void keep(Version version) {
        past.keep(PastNights.read(folder().account()), version.name());
    }

    private WorkFolder folder() {
        return WorkFolder.of(night.id(), night.settings());
    }
}

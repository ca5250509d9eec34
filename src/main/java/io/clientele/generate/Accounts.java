package io.clientele.generate;

import io.clientele.generate.Customer.Identity;
import io.clientele.generate.Dice.Purpose;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The CRM's own accounts and the people in them. */
final class Accounts {
    private static final List<String> ROLES = List.of("decision", "technical", "user", "finance", "influence");
    private static final List<String> SENIORITY = List.of("executive", "manager", "specialist");
    private static final long FIRST_CONTACT = 20_000;

    private final Delivery delivery;
    private final long seed;

    Accounts(Delivery delivery, long seed) {
        this.delivery = delivery;
        this.seed = seed;
    }

    /** The contacts of one account have consecutive keys. */
    record Contacts(long first, int count) {
        @Nullable
        String any(Dice dice) {
            return count == 0 ? null : "P" + (first + dice.below(count));
        }

        @Nullable
        String main() {
            return count == 0 ? null : "P" + first;
        }
    }

    void write(Customer customer) throws IOException {
        Showcase showcase = customer.showcase();
        String number = Long.toString(customer.number());
        String code = showcase == Showcase.CODE_WITH_SPACES ? " " + number + "  " : number;
        write(customer, customer.crmNumber(), customer.identity().isCodeInCrm() ? code : null);
        if (showcase == Showcase.TWICE_IN_CRM) {
            write(customer, customer.crmNumber() + "B", number);
        }
    }

    void write(Customer customer, String account, @Nullable String code) throws IOException {
        Identity identity = customer.identity();
        boolean isMerged = customer.life().pattern() == Customer.Pattern.MERGED;
        boolean isShort = customer.showcase() == null && customer.index() % 11 == 0;
        String name = customer.name().strip();
        delivery.to(Table.ACCOUNTS)
                .text(account)
                .text(code)
                .text(
                        isShort
                                ? name.replace(" " + identity.country().legalForm(), "")
                                        .toUpperCase(Locale.ROOT)
                                : name)
                .text(customer.taxId())
                .text(identity.industry().label())
                .text(Staff.TERRITORIES.get(identity.territory()))
                .text(identity.city())
                .text(identity.country().name())
                .text(customer.managerOn(History.LAST))
                .timestamp(History.moment(customer.life().joinedOn() - 20, 10, 5))
                .timestamp(History.moment(Math.max(customer.life().joinedOn(), History.FIRST), 15, 20))
                .flag(!isMerged)
                .end();
    }

    Contacts contacts(Customer customer) throws IOException {
        Dice dice = new Dice(seed, Purpose.CONTACTS, customer.index());
        int count = 1 + dice.weighted(30, 35, 20, 10, 5);
        long first = FIRST_CONTACT + delivery.next(Table.CONTACTS);
        for (int i = 0; i < count; i++) {
            String name = Staff.person(dice);
            String mail = name.toLowerCase(Locale.ROOT).replace(' ', '.') + "@k" + customer.number() + ".example";
            boolean hasLeft = i > 0 && dice.chance(0.06);
            int joinedOn = Math.max(customer.life().joinedOn(), History.FIRST);
            int leftOn = Math.min(History.LAST, joinedOn + dice.between(30, 800));
            delivery.to(Table.CONTACTS)
                    .text("P" + (first + i))
                    .text(customer.crmNumber())
                    .text(name)
                    .text(ROLES.get(i))
                    .text(i == 0 && dice.chance(0.4) ? SENIORITY.get(0) : SENIORITY.get(1 + dice.below(2)))
                    .text(mail)
                    .date(hasLeft ? leftOn : History.NEVER)
                    .timestamp(History.moment(hasLeft ? leftOn : joinedOn, 14, 0))
                    .end();
        }
        return new Contacts(first, count);
    }
}

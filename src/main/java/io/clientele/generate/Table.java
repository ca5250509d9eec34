package io.clientele.generate;

import static io.clientele.generate.Source.CRM;
import static io.clientele.generate.Source.ERP;
import static io.clientele.generate.Source.TRUTH;

import java.util.List;

/** Every file of a delivery: contract column (! when never null), delivered column where it differs, type. */
enum Table {
    COMPANIES(ERP, "companies", "firmen", """
            company_id!    FIRMA     text
            name!          NAME      text
            currency_code! WAEHRUNG  text
            timezone!      ZEITZONE  text"""),
    EXCHANGE_RATES(ERP, "exchange_rates", "kurse", """
            currency_code!              WAEHRUNG   text
            valid_from_on!              GUELTIG_AB date
            units_per_company_currency! KURS       decimal:4"""),
    CUSTOMERS(ERP, "customers", "kunden", """
            customer_id!       KUNDENNR            text
            code               KUNDENNR            same
            name!              NAME1               text
            kind               company             value
            parent_customer_id KONZERNNR           text
            merged_into_id     ZUSAMMENGEFUEHRT_IN text
            tax_id             USTID               text
            industry           BRANCHE             text
            size_class         GROESSE             text
            employees          MITARBEITER         whole
            territory          GEBIET              text
            city               ORT                 text
            country_code       LAND                text
            account_manager_id BETREUER            text
            channel_id         VERTRIEBSWEG        text
            agent_id           VERTRETER           text
            credit_limit       KREDITLIMIT         decimal:0
            payment_term_days  ZAHLUNGSZIEL        whole
            created_at         ANGELEGT            timestamp
            changed_at!        GEAENDERT           timestamp
            is_active!         AKTIV               flag"""),
    PRODUCT_CATEGORIES(ERP, "product_categories", "warengruppen", """
            category_id!       WARENGRUPPE text
            name!              BEZEICHNUNG text
            parent_category_id OBERGRUPPE  text"""),
    PRODUCTS(ERP, "products", "artikel", """
            product_id!   ARTIKELNR      text
            name!         BEZEICHNUNG    text
            category_id!  WARENGRUPPE    text
            kind          ARTIKELART     text
            base_uom!     MENGENEINHEIT  text
            list_price    LISTENPREIS    decimal:2
            cost_price    EINSTANDSPREIS decimal:2
            currency_code WAEHRUNG       text
            launched_on   EINGEFUEHRT    date
            is_active!    AKTIV          flag
            changed_at!   GEAENDERT      timestamp"""),
    PRICE_LIST_ITEMS(ERP, "price_list_items", "preise", """
            item_id!          PREISNR     text
            price_list_id!    PREISLISTE  text
            product_id        ARTIKELNR   text
            customer_id       KUNDENNR    text
            unit_price        PREIS       decimal:2
            discount_fraction RABATT      decimal:3
            valid_from_on     GUELTIG_AB  date
            valid_to_on       GUELTIG_BIS date"""),
    ACCOUNT_MANAGERS(ERP, "account_managers", "betreuer", """
            account_manager_id! PERSNR       text
            name!               NAME         text
            team                TEAM         text
            manager_id          VORGESETZTER text
            employed_from_on    EINTRITT     date
            employed_to_on      AUSTRITT     date
            is_active           AKTIV        flag"""),
    AGENTS(ERP, "agents", "vertreter", """
            agent_id!           VERTRETER text
            name!               NAME      text
            kind                ART       text
            territory           GEBIET    text
            commission_fraction PROVISION decimal:3"""),
    ORDERS(ERP, "orders", "auftraege", """
            order_id!           AUFTRAGNR    text
            customer_reference  BESTELLNR    text
            customer_id!        KUNDENNR     text
            ordered_on!         DATUM        date
            created_at          ERFASST      timestamp
            status!             STATUS       text
            is_return!          RETOURE      flag
            return_of_order_id  RETOURE_ZU   text
            currency_code!      WAEHRUNG     text
            fx_to_company!      KURS         decimal:9
            net_amount          NETTO        decimal:2
            account_manager_id  BETREUER     text
            channel_id          VERTRIEBSWEG text
            agent_id            VERTRETER    text
            promised_on         ZUGESAGT     date
            changed_at!         GEAENDERT    timestamp"""),
    ORDER_LINES(ERP, "order_lines", "auftragspositionen", """
            order_line_id!    POSNR       text
            order_id!         AUFTRAGNR   text
            line_number       POSITION    whole
            product_id        ARTIKELNR   text
            kind!             ART         text
            quantity!         MENGE       decimal:0
            list_unit_price   LISTENPREIS decimal:2
            unit_price        PREIS       decimal:2
            discount_fraction RABATT      decimal:3
            net_amount!       NETTO       decimal:2
            cost_amount       EINSTAND    decimal:2
            promotion_id      AKTION      text"""),
    DISCOUNT_APPROVALS(ERP, "discount_approvals", "rabattfreigaben", """
            approval_id!      FREIGABENR text
            order_line_id!    POSNR      text
            approved_by       FREIGABE   text
            discount_fraction RABATT     decimal:3
            approved_on       DATUM      date"""),
    DELIVERIES(ERP, "deliveries", "lieferungen", """
            delivery_id!   LIEFERNR  text
            order_line_id! POSNR     text
            promised_on    ZUGESAGT  date
            delivered_on   GELIEFERT date
            quantity!      MENGE     decimal:0"""),
    RETURNS(ERP, "returns", "retouren", """
            return_id!        RETOURENR   text
            order_id          AUFTRAGNR   text
            original_order_id RETOURE_ZU  text
            customer_id!      KUNDENNR    text
            product_id        ARTIKELNR   text
            returned_on!      DATUM       date
            quantity!         MENGE       decimal:0
            net_amount!       NETTO       decimal:2
            currency_code!    WAEHRUNG    text
            reason            GRUND       text"""),
    INVOICES(ERP, "invoices", "rechnungen", """
            invoice_id!         RECHNUNGNR text
            kind!               ART        text
            customer_id!        KUNDENNR   text
            invoiced_on         DATUM      date
            due_on              FAELLIG    date
            status!             STATUS     text
            currency_code!      WAEHRUNG   text
            fx_to_company       KURS       decimal:9
            net_amount          NETTO      decimal:2
            gross_amount        BRUTTO     decimal:2
            open_amount         OFFEN      decimal:2
            reverses_invoice_id STORNO_ZU  text
            changed_at!         GEAENDERT  timestamp"""),
    PAYMENTS(ERP, "payments", "zahlungen", """
            payment_id!    ZAHLUNGNR    text
            invoice_id     RECHNUNGNR   text
            customer_id!   KUNDENNR     text
            paid_on!       DATUM        date
            amount!        BETRAG       decimal:2
            currency_code! WAEHRUNG     text
            company_amount BETRAG_FIRMA decimal:2
            status!        STATUS       text
            changed_at!    GEAENDERT    timestamp"""),
    REBATES(ERP, "rebates", "boni", """
            rebate_id!      BONUSNR  text
            customer_id!    KUNDENNR text
            period_from_on! VON      date
            period_to_on!   BIS      date
            amount!         BETRAG   decimal:2
            currency_code!  WAEHRUNG text
            kind            ART      text"""),
    SERVICE_COSTS(ERP, "service_costs", "servicekosten", """
            cost_id!       KOSTENNR    text
            customer_id!   KUNDENNR    text
            incurred_on!   DATUM       date
            kind           ART         text
            amount!        BETRAG      decimal:2
            currency_code! WAEHRUNG    text
            complaint_id   REKLAMATION text"""),
    INSTALLED_ASSETS(ERP, "installed_assets", "anlagen", """
            asset_id!          ANLAGENNR    text
            customer_id!       KUNDENNR     text
            product_id!        ARTIKELNR    text
            installed_on!      EINGEBAUT    date
            retired_on         STILLGELEGT  date
            expected_life_days LEBENSDAUER  whole"""),
    SELL_THROUGH(ERP, "sell_through", "haendlermeldungen", """
            sell_through_id!    MELDUNGNR  text
            agent_id!           VERTRETER  text
            end_customer_id     KUNDENNR   text
            end_customer_name   ENDKUNDE   text
            end_customer_tax_id USTID      text
            product_id          ARTIKELNR  text
            sold_on!            DATUM      date
            quantity            MENGE      decimal:0
            net_amount          NETTO      decimal:2
            currency_code       WAEHRUNG   text"""),

    ACCOUNTS(CRM, "customers", "accounts", """
            customer_id!       account_id  text
            code               erp_number  text
            name!              text
            kind               company     value
            tax_id             text
            industry           text
            territory          text
            city               text
            country_code       text
            account_manager_id owner_id    text
            created_at         timestamp
            changed_at!        modified_at timestamp
            is_active!         flag"""),
    CONTACTS(CRM, "contacts", "contacts", """
            contact_id!  text
            customer_id! account_id  text
            name         text
            role         text
            seniority    text
            email        text
            left_on      date
            changed_at   modified_at timestamp"""),
    OPPORTUNITIES(CRM, "opportunities", "opportunities", """
            opportunity_id!         text
            customer_id             account_id  text
            account_manager_id      owner_id    text
            stage                   text
            status!                 text
            amount                  decimal:0
            currency_code           text
            probability             decimal:2
            created_on!             date
            expected_close_on       date
            closed_on               date
            lost_reason             text
            lost_to_competitor      text
            category_id             text
            lead_source             text
            referred_by_customer_id referred_by text
            changed_at!             modified_at timestamp"""),
    OPPORTUNITY_EVENTS(CRM, "opportunity_events", "opportunity_events", """
            opportunity_id! text
            at!             timestamp
            stage!          text"""),
    ACTIVITIES(CRM, "activities", "activities", """
            activity_id!       text
            customer_id        account_id text
            contact_id         text
            account_manager_id owner_id   text
            kind!              text
            is_initiated_by_us outgoing   flag
            at!                timestamp
            is_done            done       flag
            outcome            text
            minutes            whole"""),
    COMPLAINTS(CRM, "complaints", "complaints", """
            complaint_id!       text
            customer_id!        account_id  text
            order_id            erp_order   text
            order_line_id       erp_line    text
            product_id          text
            opened_on!          date
            first_response_at   timestamp
            closed_at           timestamp
            status!             text
            category            text
            is_quality_incident flag
            severity            text
            reopened_count      whole
            resolution          text
            account_manager_id  owner_id    text
            changed_at!         modified_at timestamp"""),
    SURVEYS(CRM, "surveys", "surveys", """
            response_id!  text
            customer_id   account_id text
            contact_id    text
            instrument!   text
            driver        text
            responded_at! timestamp
            score!        whole
            score_min!    whole
            score_max!    whole"""),
    REFERRALS(CRM, "referrals", "referrals", """
            referred_customer_id!  referred_account_id  text
            referring_customer_id! referring_account_id text
            referred_on            date"""),
    DECLARED_SPEND(CRM, "declared_spend", "declared_spend", """
            customer_id!   account_id text
            category_id    text
            year!          whole
            amount!        decimal:0
            currency_code! text
            supplier       text"""),

    CUSTOMER_TRUTH(TRUTH, "customer_truth", "customer_truth", """
            customer_id          text
            crm_id               text
            pattern              text
            segment              text
            elasticity           decimal:4
            orders_per_year      decimal:3
            gap_shape            whole
            growth_per_year      decimal:4
            joined_on            date
            churned_on           date
            churn_reason         text
            won_back_on          date
            incident_on          date
            incident_effect      decimal:2
            satisfaction         decimal:3
            pays_late_days       whole
            channel              text
            share_of_wallet      decimal:3
            is_single_threaded   flag
            referred_by          text
            order_count          whole"""),
    COMPANY_TRUTH(TRUTH, "company_truth", "company_truth", """
            name  text
            value text
            says  text"""),
    ODDITIES(TRUTH, "oddities", "oddities", """
            source text
            file   text
            key    text
            oddity text
            expect text""");

    private final Source source;
    private final String contract;
    private final String file;
    private final List<Column> columns;

    Table(Source source, String contract, String file, String columns) {
        this.source = source;
        this.contract = contract;
        this.file = file;
        this.columns = columns.lines().map(Column::parse).toList();
    }

    Source source() {
        return source;
    }

    /** The landing table that it fills. */
    String contract() {
        return contract;
    }

    String file() {
        return file;
    }

    List<Column> columns() {
        return columns;
    }

    List<Column> delivered() {
        return columns.stream().filter(Column::isDelivered).toList();
    }
}

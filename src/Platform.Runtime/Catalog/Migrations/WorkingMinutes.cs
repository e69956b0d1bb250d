using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Platform.Runtime.Catalog.Migrations;

/// <summary>
/// How the database counts working time, by the calendar that a formula carries. It gives what <c>Platform.Metadata.Calendars.WorkingTime</c> and the browser give, minute by minute. See
/// docs/decisions/0088-working-minutes-are-counted-where-they-are-asked.md.
/// </summary>
[DbContext(typeof(CatalogContext))]
[Migration("20260801000000_WorkingMinutes")]
public sealed class WorkingMinutes : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        -- The first instant, in UTC, at which clocks of a zone show a time or a later one; their distances from UTC before and after are given.
        CREATE FUNCTION platform.first_showing(shown timestamp, zone text, one interval, other interval) RETURNS timestamp
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE
            early timestamp := shown - greatest(one, other);
            late timestamp := shown - least(one, other);
            middle timestamp;
        BEGIN
            IF early AT TIME ZONE 'UTC' AT TIME ZONE zone = shown THEN
                RETURN early;
            ELSIF late AT TIME ZONE 'UTC' AT TIME ZONE zone = shown THEN
                RETURN late;
            END IF;
            -- Clocks skip it: the instant at which they do.
            WHILE late - early > interval '1 second' LOOP
                middle := early + floor(extract(epoch FROM late - early) / 2) * interval '1 second';
                IF middle AT TIME ZONE 'UTC' AT TIME ZONE zone >= shown THEN
                    late := middle;
                ELSE
                    early := middle;
                END IF;
            END LOOP;
            RETURN late;
        END $$;
        CREATE FUNCTION platform.working_minutes(starts timestamptz, ends timestamptz, calendar jsonb) RETURNS bigint
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 10000 AS $$
        DECLARE
            -- PostgreSQL reads "+08:00" as west of Greenwich.
            zone text := CASE WHEN left(calendar ->> 'zone', 1) IN ('+', '-') THEN translate(calendar ->> 'zone', '+-', '-+') ELSE calendar ->> 'zone' END;
            origin constant date := '0001-01-01';
            last timestamp := ends AT TIME ZONE 'UTC';
            covered timestamp := starts AT TIME ZONE 'UTC';
            worked interval := '0';
            midnight timestamp;
            one interval;
            other interval;
            shifts jsonb;
            opens timestamp;
            closes timestamp;
        BEGIN
            IF ends <= starts THEN
                RETURN 0;
            ELSIF starts < '1973-01-01 00:00:00+00' OR ends >= '9998-01-01 00:00:00+00' OR ends - starts > interval '3660 days' THEN
                RETURN NULL;
            END IF;
            <<days>>
            FOR day IN (starts AT TIME ZONE zone)::date - origin - 1 .. (ends AT TIME ZONE zone)::date - origin + 1 LOOP
                midnight := (origin + day)::timestamp;
                shifts := coalesce(
                    calendar -> 'days' -> day::text, calendar -> 'yearly' -> (extract(month FROM midnight) * 100 + extract(day FROM midnight))::text,
                    calendar -> 'weekly' -> (extract(isodow FROM midnight)::integer - 1));
                CONTINUE WHEN jsonb_array_length(shifts) = 0;
                one := ((midnight - interval '2 days') AT TIME ZONE 'UTC' AT TIME ZONE zone) - (midnight - interval '2 days');
                other := ((midnight + interval '4 days') AT TIME ZONE 'UTC' AT TIME ZONE zone) - (midnight + interval '4 days');
                FOR i IN 0 .. jsonb_array_length(shifts) - 1 LOOP
                    opens := midnight + (shifts -> i ->> 0)::integer * interval '1 minute';
                    closes := midnight + (shifts -> i ->> 1)::integer * interval '1 minute';
                    IF one = other THEN
                        opens := opens - one;
                        closes := closes - one;
                    ELSE
                        opens := platform.first_showing(opens, zone, one, other);
                        closes := platform.first_showing(closes, zone, one, other);
                    END IF;
                    opens := greatest(opens, covered);
                    CONTINUE WHEN closes <= opens;
                    EXIT days WHEN opens >= last;
                    worked := worked + (least(closes, last) - opens);
                    covered := closes;
                END LOOP;
            END LOOP;
            RETURN floor(extract(epoch FROM worked) / 60)::bigint;
        END $$;
        """);
}

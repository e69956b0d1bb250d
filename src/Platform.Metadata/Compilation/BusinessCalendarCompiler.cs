using Platform.Expressions.Diagnostics;
using Platform.Expressions.Values;
using Platform.Metadata.Calendars;
using Platform.Metadata.Collections;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;
using static System.FormattableString;

namespace Platform.Metadata.Compilation;

/// <summary>Compiles business calendars: that zone, times and dates are some, and that there is time to work.</summary>
internal sealed class BusinessCalendarCompiler(BusinessCalendarDocument document, PartBuilder part)
{
    private const int Week = 7 * ShiftTimes.Day;

    // Expressions carry their calendars into statements and forms.
    private const int MostDays = 5_000;

    /// <summary>Checks a calendar and translates its texts.</summary>
    public static void Compile(BusinessCalendarDocument document, PartBuilder part)
    {
        new BusinessCalendarCompiler(document, part).Check();
        TextMerger texts = part.Translations(DocumentKinds.BusinessCalendar, document.Name);
        part.Output = document with
        {
            Label = texts.MergeOptional("label", document.Label),
            Description = texts.MergeOptional("description", document.Description),
        };
        part.WarnUnused(texts);
    }

    private void Check()
    {
        if (!TimeZones.TryFind(document.TimeZone, out _)) Bad("/timeZone", $"There is no time zone \"{document.TimeZone}\": a name such as Asia/Shanghai or an offset such as +08:00 is needed.");
        Weekly();
        Days();
    }

    private void Weekly()
    {
        HashSet<Weekday> named = [];
        List<(int From, int To, string Place)> shifts = [];
        for (int i = 0; i < document.Weekly.Count; i++)
        {
            WorkingDays days = document.Weekly[i];
            string place = Invariant($"/weekly/{i}");
            for (int j = 0; j < days.Days.Count; j++)
            {
                if (!named.Add(days.Days[j])) part.Error(document, Invariant($"{place}/days/{j}"), DocumentCodes.DuplicateItem, "The weekday has shifts already.");
            }

            if (!Shifts(place, days.Shifts)) return;
            for (int j = 0; j < days.Shifts.Count; j++)
            {
                var times = ShiftTimes.Of(days.Shifts[j]);
                shifts.AddRange(days.Days.Select(d => ((int)d * ShiftTimes.Day)).Select(m => (m + times.From, m + times.To, Invariant($"{place}/shifts/{j}"))));
            }
        }

        // Also those that go on past midnight into the next day, and from Sunday into Monday.
        var ordered = shifts.OrderBy(s => s.From).ToList();
        HashSet<string> reported = [];
        for (int i = 0; i < ordered.Count; i++)
        {
            bool isLast = i == ordered.Count - 1;
            (int next, _, string place) = isLast ? ordered[0] with { From = ordered[0].From + Week } : ordered[i + 1];
            if (ordered[i].To > next && reported.Add(place)) Bad(place, "The shift begins before the one before it ends.");
        }
    }

    private void Days()
    {
        Dictionary<(bool Yearly, int Day), int> known = [];
        for (int i = 0; i < document.Days.Count; i++)
        {
            CalendarDay day = document.Days[i];
            string place = Invariant($"/days/{i}");
            if (!Dates(place, day)) continue;
            if (day.WorksAs is not null && !day.Shifts.IsEmpty) Bad(place + "/worksAs", "The day either works as a weekday does, or has shifts of its own.");
            if (Shifts(place, day.Shifts)) Overlaps(place, day.Shifts);
            foreach (DateOnly date in CalendarDates.Of(day))
            {
                if (known.TryAdd((day.Yearly, day.Yearly ? CalendarDates.Yearly(date) : date.DayNumber), i)) continue;
                part.Error(document, place + "/date", DocumentCodes.DuplicateItem, $"{date:yyyy-MM-dd} is in another entry already.");
                break;
            }
        }

        if (known.Count > MostDays) Bad("/days", $"The entries cover {known.Count} days; at most {MostDays} are allowed.");
    }

    private bool Dates(string place, CalendarDay day)
    {
        if (!CalendarDates.TryRead(day.Date, out DateOnly first)) return Bad(place + "/date", $"There is no day {day.Date}.");
        if (day.Until is null) return true;
        if (!CalendarDates.TryRead(day.Until, out DateOnly last)) return Bad(place + "/until", $"There is no day {day.Until}.");
        if (last < first) return Bad(place + "/until", "The last day is before the first.");
        return last.DayNumber - first.DayNumber < CalendarDates.Most || Bad(place + "/until", $"An entry covers {CalendarDates.Most} days at most.");
    }

    private bool Shifts(string place, EquatableArray<Shift> shifts)
    {
        bool good = true;
        for (int i = 0; i < shifts.Count; i++)
        {
            if (shifts[i].From == "24:00") good = Bad(Invariant($"{place}/shifts/{i}/from"), "A shift that begins at midnight begins at 00:00.");
            if (shifts[i].From == shifts[i].To) good = Bad(Invariant($"{place}/shifts/{i}/to"), "The shift ends as it begins; a whole day is 00:00 to 24:00.");
        }

        return good;
    }

    private void Overlaps(string place, EquatableArray<Shift> shifts)
    {
        var ordered = shifts.Select((s, i) => (Times: ShiftTimes.Of(s), Index: i)).OrderBy(s => s.Times.From).ToList();
        for (int i = 1; i < ordered.Count; i++)
        {
            if (ordered[i - 1].Times.To > ordered[i].Times.From) Bad(Invariant($"{place}/shifts/{ordered[i].Index}"), "The shift begins before the one before it ends.");
        }
    }

    private bool Bad(string pointer, Sentence message)
    {
        part.Error(document, pointer, DocumentCodes.BadCalendar, message);
        return false;
    }
}

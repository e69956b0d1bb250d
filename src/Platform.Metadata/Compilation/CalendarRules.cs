using Platform.Expressions.Diagnostics;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;

namespace Platform.Metadata.Compilation;

/// <summary>What holds over all business calendars: one default, and none named that is not there.</summary>
internal static class CalendarRules
{
    /// <summary>Checks them.</summary>
    public static void Check(DocumentIndex index, List<Finding> findings)
    {
        IReadOnlyList<BusinessCalendarDocument> calendars = index.OfKind<BusinessCalendarDocument>();
        // One among the tenant's own, and one among each package's; the tenant's own wins.
        foreach (IGrouping<string?, BusinessCalendarDocument> group in calendars.Where(c => c.Default).GroupBy(c => c.Package))
        {
            foreach (BusinessCalendarDocument other in group.Skip(1))
            {
                findings.Add(Finding.Error(other, "/default", DocumentCodes.SeveralDefaults, $"The calendar \"{group.First().Name}\" is already the default."));
            }
        }

        foreach (ApprovalFlowDocument flow in index.OfKind<ApprovalFlowDocument>())
        {
            if (flow.Calendar is not { } name || calendars.Any(c => c.Name == name)) continue;
            findings.Add(Finding.Error(
                flow, "/calendar", DocumentCodes.UnknownCalendar, $"There is no business calendar \"{name}\".", NearestName.Find(name, calendars.Select(c => c.Name))));
        }
    }

    /// <summary>The calendar that a task names is there.</summary>
    public static void CheckOf(DocumentIndex index, Document document, TaskTemplate? task, string pointer, List<Finding> findings)
    {
        if (task?.Calendar is not { } name || index.Find(DocumentKinds.BusinessCalendar, name) is not null) return;
        findings.Add(Finding.Error(
            document, pointer + "/calendar", DocumentCodes.UnknownCalendar, $"There is no business calendar \"{name}\".",
            NearestName.Find(name, index.OfKind<BusinessCalendarDocument>().Select(c => c.Name))));
    }
}

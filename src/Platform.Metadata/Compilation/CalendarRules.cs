using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;

namespace Platform.Metadata.Compilation;

/// <summary>What holds over all business calendars: one default.</summary>
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
    }
}

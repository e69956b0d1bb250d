using Platform.Runtime.Demo.Generation;
using Platform.Runtime.Demo.Specification;

namespace Platform.Runtime.Demo.Operators;

/// <summary>What the expressions of one data set share.</summary>
/// <param name="Settings">The specification's settings.</param>
/// <param name="Pools">The pools.</param>
/// <param name="Objects">All objects of the specification by name, their slots already named.</param>
/// <param name="Anchor">The data set's today.</param>
/// <param name="Problems">Receives what is wrong.</param>
internal sealed record CompilationContext(
    DemoSettings Settings, DemoPools Pools, IReadOnlyDictionary<string, DemoObject> Objects, DateOnly Anchor, List<DemoProblem> Problems)
{
    /// <summary>The data set's present instant: the end of the business day of the anchor.</summary>
    public DateTime Now { get; } = Local(Anchor, TimeSpan.FromHours(18), Settings.UtcOffset);

    /// <summary>The UTC instant of a time of day on the business's clock.</summary>
    public DateTime At(DateOnly date, TimeSpan time) => Local(date, time, Settings.UtcOffset);

    /// <summary>The date on the business's clock.</summary>
    public DateOnly DateOf(DateTime instant) => DateOnly.FromDateTime(instant + Settings.UtcOffset);

    private static DateTime Local(DateOnly date, TimeSpan time, TimeSpan offset) =>
        DateTime.SpecifyKind(date.ToDateTime(TimeOnly.MinValue) + time - offset, DateTimeKind.Utc);
}

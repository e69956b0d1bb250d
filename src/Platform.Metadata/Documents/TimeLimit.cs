using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Collections;

namespace Platform.Metadata.Documents;

/// <summary>What happens when nobody has answered for so long. Time is working time, by the flow's calendar.</summary>
/// <param name="After">Working minutes since people were asked; where they are asked in order, since the turn of whoever is asked now.</param>
/// <param name="Do">What happens.</param>
/// <param name="Every">Working minutes after which they are reminded again; for <see cref="TimeLimitAction.Remind"/>.</param>
/// <param name="Times">How often they are reminded in all; with <paramref name="Every"/>.</param>
/// <param name="To">Who is asked instead, for <see cref="TimeLimitAction.Escalate"/>; the manager is that of whoever does not answer.</param>
public sealed record TimeLimit(
    [Range(1, 525_600)] int After,
    TimeLimitAction Do,
    [Range(1, 525_600)] int? Every = null,
    [Range(2, 100)] int? Times = null,
    [MaxLength(20)] EquatableArray<Approver> To = default);

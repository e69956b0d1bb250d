using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Collections;

namespace Platform.Metadata.Documents;

/// <summary>One way in which two records can be the same.</summary>
/// <param name="All">What has to be alike; a blank is like nothing.</param>
public sealed record DuplicateMatch([MinLength(1), MaxLength(5)] EquatableArray<DuplicateComparison> All);

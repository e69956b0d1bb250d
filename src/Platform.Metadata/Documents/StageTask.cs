using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>A task that is made when a record enters a stage, and has to be done before it goes on.</summary>
/// <param name="Name">Unique in the pipeline: the record has one task of that name, however often it comes by the stage.</param>
/// <param name="Label">What has to be done, as what is missing says it.</param>
/// <param name="When">Expression; the task is made for records for which it is true as they enter. Null for all.</param>
/// <param name="Task">The task; null for one with the label as its subject, for whoever acts.</param>
public sealed record StageTask(
    [Format(TextFormat.DocumentName)] string Name,
    [StringLength(255, MinimumLength = 1)] LocalizedText Label,
    [StringLength(4000, MinimumLength = 1)] string? When = null,
    TaskTemplate? Task = null);

using Platform.Metadata.Model;

namespace Platform.Runtime.Writing.Progress;

/// <summary>A write by which a record goes on because it has stayed in a stage for long; nothing happens when it has not.</summary>
/// <param name="Pipeline">The pipeline.</param>
/// <param name="From">The stage that it stays in.</param>
/// <param name="Transition">Where it goes.</param>
/// <param name="Since">The latest instant at which it may have entered.</param>
internal sealed record TimedWrite(PipelineModel Pipeline, StageModel From, TimedTransitionModel Transition, DateTime Since)
{
    /// <summary>Set by the write: the time has run out, and the condition does not hold yet.</summary>
    public bool IsAwaited { get; set; }
}

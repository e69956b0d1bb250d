using Platform.Metadata.Documents;
using Platform.Metadata.Model;

namespace Platform.Runtime.Writing.Progress;

/// <summary>A record comes into a stage: it is made there, goes on to it, or comes from another pipeline.</summary>
/// <param name="Pipeline">The pipeline that the record has from now on.</param>
/// <param name="From">The stage that it leaves; null when it had none of this pipeline.</param>
/// <param name="To">The stage that it enters.</param>
/// <param name="Left">The stage of another pipeline that it is taken out of; null when it is not.</param>
internal sealed record StageChange(PipelineModel Pipeline, StageModel? From, StageModel To, LeftStage? Left = null)
{
    /// <summary>It goes on from an open stage of another pipeline, as to a later stage: the conditions on which that is left have to hold.</summary>
    public bool ExitsOther => Left is { Stage.IsClosed: false };

    /// <summary>What was to be done in the stage of the other pipeline has to be done; whoever loses may leave things undone.</summary>
    public bool AsksForTasksOfOther => ExitsOther && To.Kind is StageKind.Open or StageKind.Won;

    /// <summary>It has ended in the other pipeline as it has in this one: nothing begins anew.</summary>
    public bool StaysEnded => Left is { Stage.IsClosed: true } && Left.Stage.Kind == To.Kind;

    /// <summary>The way from the one to the other; null when there is none, or when the record had no stage of this pipeline.</summary>
    public StageStep? Step => From?.Next.FirstOrDefault(s => s.To == To.Value);
}

/// <summary>A stage of another pipeline.</summary>
/// <param name="Pipeline">Its pipeline.</param>
/// <param name="Stage">The stage.</param>
internal sealed record LeftStage(PipelineModel Pipeline, StageModel Stage);

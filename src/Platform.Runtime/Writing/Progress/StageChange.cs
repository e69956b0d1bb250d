using Platform.Metadata.Model;

namespace Platform.Runtime.Writing.Progress;

/// <summary>A record comes into a stage: it is made there, goes on to it, or comes from another pipeline.</summary>
/// <param name="Pipeline">The pipeline that the record has from now on.</param>
/// <param name="From">The stage that it leaves; null when it had none of this pipeline.</param>
/// <param name="To">The stage that it enters.</param>
/// <param name="Left">The closed stage of another pipeline that it is taken out of; null when it is not.</param>
internal sealed record StageChange(PipelineModel Pipeline, StageModel? From, StageModel To, ClosedStage? Left = null)
{
    /// <summary>The way from the one to the other; null when there is none, or when the record had no stage of this pipeline.</summary>
    public StageStep? Step => From?.Next.FirstOrDefault(s => s.To == To.Value);
}

/// <summary>A closed stage.</summary>
/// <param name="Pipeline">Its pipeline.</param>
/// <param name="Stage">The stage.</param>
internal sealed record ClosedStage(PipelineModel Pipeline, StageModel Stage);

using Platform.Metadata.Model;

namespace Platform.Metadata.Changes;

/// <summary>A pipeline loses a stage; its records go to another one, or there may be none.</summary>
/// <param name="Object">The object, as it is after the change.</param>
/// <param name="From">The pipeline as it was.</param>
/// <param name="To">The pipeline as it will be.</param>
/// <param name="Stage">The stage that goes.</param>
/// <param name="Target">The stage that its records go to; null when the documents name none.</param>
public sealed record RemoveStage(ObjectModel Object, PipelineModel From, PipelineModel To, StageModel Stage, StageModel? Target) : ModelChange
{
    /// <inheritdoc/>
    public override T Match<T>(IModelChangeVisitor<T> visitor) => visitor.Visit(this);
}

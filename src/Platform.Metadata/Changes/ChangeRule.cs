using Platform.Metadata.Model;

namespace Platform.Metadata.Changes;

/// <summary>A validation rule appears, changes or goes; nothing stored changes.</summary>
/// <param name="Object">The object, as it is after the change.</param>
/// <param name="From">The rule as it was, or null for a new one.</param>
/// <param name="To">The rule as it will be, or null for one that goes.</param>
public sealed record ChangeRule(ObjectModel Object, RuleModel? From, RuleModel? To) : ModelChange
{
    /// <inheritdoc/>
    public override T Match<T>(IModelChangeVisitor<T> visitor) => visitor.Visit(this);
}

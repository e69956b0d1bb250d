using Platform.Metadata.Collections;
using Platform.Metadata.Documents;

namespace Platform.Metadata.Model;

/// <summary>A validation rule of an object.</summary>
/// <param name="Name">Unique among the rules of the object.</param>
/// <param name="Label">What administrators see.</param>
/// <param name="InvalidWhen">A write after which this is true is refused.</param>
/// <param name="Message">Says what is wrong.</param>
/// <param name="Fields">Names of the fields at which the message stands; empty for the record as a whole.</param>
/// <param name="Active">False: it is not asked.</param>
public sealed record RuleModel(
    string Name, LocalizedText Label, ExpressionModel InvalidWhen, LocalizedText Message, EquatableArray<string> Fields, bool Active);

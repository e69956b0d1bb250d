using Platform.Metadata.Collections;
using Platform.Metadata.Documents;

namespace Platform.Metadata.Workspace;

/// <summary>An expression that the form evaluates while one types.</summary>
/// <param name="Tree">The typed tree in the form of <see cref="Expressions.Transport.ExpressionJson"/>.</param>
/// <param name="Paths">
/// What it reads, each once, in the order of the text: <c>record.amount</c>, over references <c>record.account.industry</c>, of related records
/// <c>record.lines[].discount</c>; likewise from <c>old</c>, <c>target</c> and <c>user</c>.
/// </param>
public sealed record WorkspaceExpression(JsonText Tree, EquatableArray<string> Paths);

/// <summary>Only some records of an object can be chosen: those that its list gives with the argument <c>choosableFor</c>.</summary>
/// <param name="Target">The object.</param>
/// <param name="Facts">The fields of the record on which it depends, those that the user may read: what the form holds of them is what the argument tells.</param>
public sealed record WorkspaceChoosable(string Target, EquatableArray<string> Facts);

/// <summary>A validation rule.</summary>
/// <param name="Name">Name.</param>
/// <param name="InvalidWhen">The record is refused when this is true; a blank is not.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Fields">Fields at which the message stands; empty for the record as a whole.</param>
public sealed record WorkspaceRule(string Name, WorkspaceExpression InvalidWhen, string Message, EquatableArray<string> Fields);

/// <summary>A record type, the value of the field <c>recordType</c>.</summary>
/// <param name="Name">Name.</param>
/// <param name="Label">Label.</param>
/// <param name="Description">Description.</param>
/// <param name="Active">Records can take it.</param>
/// <param name="Default">New records begin with it.</param>
/// <param name="Picklists">Choices of its records, per picklist field; a field that is not listed keeps all.</param>
/// <param name="Defaults">Constants that go before those of the fields.</param>
/// <param name="Layout">Arrangement of its records; that of the object when null.</param>
public sealed record WorkspaceRecordType(
    string Name,
    string Label,
    string? Description,
    bool Active,
    bool Default,
    EquatableArray<FieldChoices> Picklists,
    EquatableArray<FieldConstant> Defaults,
    WorkspaceLayout? Layout);

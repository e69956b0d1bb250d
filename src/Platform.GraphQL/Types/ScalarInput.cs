using System.Text.Json.Nodes;

namespace Platform.GraphQL.Types;

/// <summary>
/// What was given for a scalar, by literal or variable. Numbers keep their digits: a decimal loses nothing on its way.
/// </summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">
/// The digits of a number, the text of a string, the name of an enum value, <c>true</c> or <c>false</c>; empty for a structure.
/// </param>
/// <param name="IsLiteral">Whether it stood in the document; otherwise it came as JSON.</param>
/// <param name="Shown">The input as error messages show it, shortened where long.</param>
/// <param name="Structure">The list or object, for scalars of free form; otherwise null.</param>
public readonly record struct ScalarInput(ScalarInputKind Kind, string Text, bool IsLiteral, string Shown, JsonNode? Structure = null);

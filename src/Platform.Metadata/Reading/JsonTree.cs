using System.Text.Json;

namespace Platform.Metadata.Reading;

/// <summary>A parsed JSON value that remembers where it stands in the text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Offset of its first byte.</param>
/// <param name="Text">The value of a string, the digits of a number as written; null for the rest.</param>
/// <param name="Items">Elements of an array.</param>
/// <param name="Members">Members of an object in order; a repeated key appears once.</param>
internal sealed record JsonTree(
    JsonValueKind Kind, int Start, string? Text, IReadOnlyList<JsonTree> Items, IReadOnlyList<JsonTree.Member> Members)
{
    /// <summary>Offset of the first byte after it.</summary>
    public int End { get; init; }

    /// <summary>The member of that key or null.</summary>
    public JsonTree? this[string key]
    {
        get
        {
            foreach (Member member in Members)
            {
                if (member.Key == key) return member.Value;
            }

            return null;
        }
    }

    /// <summary>What it is, in words for messages.</summary>
    public string Describe() => Kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };

    /// <summary>A member of an object.</summary>
    /// <param name="Key">Its key.</param>
    /// <param name="KeyStart">Offset of the key's opening quote.</param>
    /// <param name="Value">Its value.</param>
    internal sealed record Member(string Key, int KeyStart, JsonTree Value);
}

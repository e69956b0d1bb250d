using Platform.Expressions.Diagnostics;
using Platform.Metadata.Documents;

namespace Platform.GraphQL.Differences;

/// <summary>One difference between two schemas.</summary>
/// <param name="Impact">What it does to clients.</param>
/// <param name="Coordinate">
/// The member that changed as a schema coordinate (section 3.14): <c>Account</c>, <c>Account.name</c>, <c>Query.accounts(first:)</c>,
/// <c>@skip</c>.
/// </param>
/// <param name="Sentence">What changed.</param>
public sealed record SchemaChange(ChangeImpact Impact, string Coordinate, Sentence Sentence)
{
    /// <summary>The sentence in English.</summary>
    public string Message => Sentence.English;

    /// <summary>The sentence in the platform's languages.</summary>
    public LocalizedText Text => new([new("en", Sentence.English), new("zh-CN", Sentence.In("zh-CN", ChineseSentences.Of))]);
}

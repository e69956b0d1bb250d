using System.Text;
using System.Text.Json.Nodes;
using Platform.GraphQL.Execution;
using Platform.Metadata.Documents;
using Platform.Metadata.Reading;
using Platform.Runtime.Mail;

namespace Platform.Runtime.Design;

/// <summary>The resolver about templates of mails: what one makes of an invented notification.</summary>
internal static class MailResolvers
{
    /// <summary>Fields of <c>Query</c>.</summary>
    public const string Queries =
        """
          "What a template of a mail makes of an invented notification, in a language; null while the template cannot be read."
          mailPreview(template: JSON!, language: String!): MailPreview
        """;

    /// <summary>Types.</summary>
    public const string Types = "type MailPreview { subject: String! text: String! html: String! }";

    /// <summary>The resolver of a field; null when it is another's.</summary>
    public static FieldResolver? Of(string type, string field) => (type, field) is ("Query", "mailPreview") ? PreviewAsync : null;

    private static ValueTask<object?> PreviewAsync(ResolveContext context)
    {
        string json = (context.Arguments["template"] as JsonNode)?.ToJsonString() ?? "null";
        if (DocumentReader.Read(new DocumentSource(Encoding.UTF8.GetBytes(json), null, null)).Document?.Document is not MailTemplateDocument template) return ValueTask.FromResult<object?>(null);
        MailContent content = MailContents.Sample(template, context.Argument<string>("language")!);
        return ValueTask.FromResult<object?>(new Dictionary<string, object?> { ["subject"] = content.Subject, ["text"] = content.Text, ["html"] = content.Html });
    }
}

using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>What a mail about a kind of notifications says, instead of the platform's own words; see docs/notifications.md.</summary>
[Named(TextFormat.DocumentName, LabelRequired = true)]
public sealed record MailTemplateDocument : Document
{
    /// <inheritdoc/>
    public override string Kind => DocumentKinds.MailTemplate;

    /// <summary>Which mail: a choice of <c>NotificationKind</c>, or <c>digest</c> for the daily one. There is one template for each.</summary>
    [Format(TextFormat.FieldName)]
    public required string For { get; init; }

    /// <summary>The subject, in English and Chinese at least.</summary>
    [StringLength(300, MinimumLength = 1)]
    public required LocalizedText Subject { get; init; }

    /// <summary>The plain text. A line of which every placeholder is blank is left out.</summary>
    [StringLength(20_000, MinimumLength = 1)]
    public required LocalizedText Text { get; init; }

    /// <summary>The HTML, by lines like the text; null: it is made of the text.</summary>
    [StringLength(100_000, MinimumLength = 1)]
    public LocalizedText? Html { get; init; }
}

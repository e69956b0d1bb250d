using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Platform.Metadata.Collections;
using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>A call to another system whenever records of an object change; see docs/integrations.md.</summary>
[Named(TextFormat.DocumentName, LabelRequired = true)]
public sealed record WebhookDocument : Document
{
    /// <inheritdoc/>
    public override string Kind => DocumentKinds.Webhook;

    /// <summary>Name of the object.</summary>
    [Format(TextFormat.ObjectName)]
    public required string Object { get; init; }

    /// <summary>Which changes are told.</summary>
    [MinLength(1)]
    [MaxLength(5)]
    public EquatableArray<WebhookEvent> Events { get; init; }

    /// <summary>Expression that is true for changes that are told, evaluated as the change is written; null for all. <c>old</c> is the record before. What a process sends is not asked.</summary>
    [StringLength(4000, MinimumLength = 1)]
    public string? When { get; init; }

    /// <summary>Where calls go: <c>https</c>, or <c>http</c> within networks that the operator allows.</summary>
    [StringLength(2000, MinimumLength = 1)]
    public required string Url { get; init; }

    /// <summary>Name of the secret by which calls are signed.</summary>
    [Format(TextFormat.DocumentName)]
    public required string Secret { get; init; }

    /// <summary>Fields that calls carry, as they are when the change is written; empty for all of the record's own.</summary>
    [Format(TextFormat.FieldName)]
    [MaxLength(200)]
    public EquatableArray<string> Fields { get; init; }

    /// <summary>A query of the records API with the variable <c>$id</c>, whose answer calls carry besides, as it is when the call is made; null for none.</summary>
    [StringLength(10_000, MinimumLength = 1)]
    public string? Query { get; init; }

    /// <summary>Roles whose rights decide what calls carry; empty for everything.</summary>
    [Format(TextFormat.DocumentName)]
    [MaxLength(20)]
    public EquatableArray<string> Roles { get; init; }

    /// <summary>Headers besides those of the signature.</summary>
    [MaxLength(20)]
    public EquatableArray<WebhookHeader> Headers { get; init; }

    /// <summary>What keeps its order.</summary>
    public WebhookOrder Order { get; init; }

    /// <summary>Seconds that the other system has to answer.</summary>
    [Range(1, 25), DefaultValue(15)]
    public int TimeoutSeconds { get; init; } = 15;

    /// <summary>False: changes are not told.</summary>
    public bool Active { get; init; } = true;
}

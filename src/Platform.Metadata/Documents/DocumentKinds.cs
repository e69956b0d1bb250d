namespace Platform.Metadata.Documents;

/// <summary>The names of the document kinds.</summary>
public static class DocumentKinds
{
    /// <summary><see cref="ObjectDocument"/>.</summary>
    public const string Object = "object";

    /// <summary><see cref="FieldExtensionDocument"/>.</summary>
    public const string FieldExtension = "fieldExtension";

    /// <summary><see cref="PicklistDocument"/>.</summary>
    public const string Picklist = "picklist";

    /// <summary><see cref="LayoutDocument"/>.</summary>
    public const string Layout = "layout";

    /// <summary><see cref="ViewDocument"/>.</summary>
    public const string View = "view";

    /// <summary><see cref="NavigationDocument"/>.</summary>
    public const string Navigation = "navigation";

    /// <summary><see cref="TranslationDocument"/>.</summary>
    public const string Translation = "translation";

    /// <summary><see cref="RoleDocument"/>.</summary>
    public const string Role = "role";

    /// <summary><see cref="PackageDocument"/>.</summary>
    public const string Package = "package";

    /// <summary><see cref="DuplicateRuleDocument"/>.</summary>
    public const string DuplicateRule = "duplicateRule";

    /// <summary><see cref="HookDocument"/>.</summary>
    public const string Hook = "hook";

    /// <summary><see cref="ActionDocument"/>.</summary>
    public const string Action = "action";

    /// <summary><see cref="PipelineDocument"/>.</summary>
    public const string Pipeline = "pipeline";

    /// <summary><see cref="ApprovalFlowDocument"/>.</summary>
    public const string ApprovalFlow = "approvalFlow";

    /// <summary><see cref="BusinessCalendarDocument"/>.</summary>
    public const string BusinessCalendar = "businessCalendar";

    /// <summary><see cref="WebhookDocument"/>.</summary>
    public const string Webhook = "webhook";

    /// <summary><see cref="InboundEndpointDocument"/>.</summary>
    public const string InboundEndpoint = "inboundEndpoint";

    /// <summary><see cref="MailTemplateDocument"/>.</summary>
    public const string MailTemplate = "mailTemplate";

    /// <summary><see cref="ConversionDocument"/>.</summary>
    public const string Conversion = "conversion";

    /// <summary>Every kind with its record.</summary>
    public static IReadOnlyList<(string Kind, Type Type)> All { get; } =
    [
        (Object, typeof(ObjectDocument)), (FieldExtension, typeof(FieldExtensionDocument)), (Picklist, typeof(PicklistDocument)),
        (Layout, typeof(LayoutDocument)), (View, typeof(ViewDocument)), (Navigation, typeof(NavigationDocument)),
        (Translation, typeof(TranslationDocument)), (Role, typeof(RoleDocument)), (Package, typeof(PackageDocument)),
        (DuplicateRule, typeof(DuplicateRuleDocument)),
        (Hook, typeof(HookDocument)),
        (Action, typeof(ActionDocument)),
        (Pipeline, typeof(PipelineDocument)),
        (ApprovalFlow, typeof(ApprovalFlowDocument)),
        (BusinessCalendar, typeof(BusinessCalendarDocument)),
        (Webhook, typeof(WebhookDocument)),
        (InboundEndpoint, typeof(InboundEndpointDocument)),
        (MailTemplate, typeof(MailTemplateDocument)),
        (Conversion, typeof(ConversionDocument)),
    ];
}

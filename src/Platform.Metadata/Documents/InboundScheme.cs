namespace Platform.Metadata.Documents;

/// <summary>How a call to an inbound endpoint shows where it comes from. All but the last sign the body by HMAC-SHA256.</summary>
public enum InboundScheme
{
    /// <summary>Standard Webhooks: <c>webhook-id</c>, <c>webhook-timestamp</c>, <c>webhook-signature</c>.</summary>
    Standard,

    /// <summary>GitHub and many others: <c>X-Hub-Signature-256: sha256=</c> and hexadecimal digits.</summary>
    Github,

    /// <summary>Stripe: <c>Stripe-Signature: t=…,v1=…</c>.</summary>
    Stripe,

    /// <summary>Slack: <c>X-Slack-Request-Timestamp</c>, <c>X-Slack-Signature: v0=…</c>.</summary>
    Slack,

    /// <summary>Shopify: <c>X-Shopify-Hmac-Sha256</c> in Base64.</summary>
    Shopify,

    /// <summary>A header of one's own with the signature of the body, in hexadecimal digits or Base64.</summary>
    Hmac,

    /// <summary>The secret itself: <c>Authorization: Bearer …</c>.</summary>
    Bearer,
}

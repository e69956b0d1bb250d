namespace Platform.Metadata.Fields;

/// <summary>Any JSON value of at most 64 KiB, for data of integrations; not filterable beyond <c>isNull</c>.</summary>
public sealed record JsonType : FieldType;

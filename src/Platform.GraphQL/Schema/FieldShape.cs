namespace Platform.GraphQL.Schema;

/// <summary>How a field type appears in the API: its scalar, its filter operators, whether it sorts.</summary>
public enum FieldShape
{
    /// <summary>The record's own id.</summary>
    Id,

    /// <summary>Text of every kind, picklists included: <c>String</c>.</summary>
    Text,

    /// <summary><c>Int</c>.</summary>
    Integer,

    /// <summary>Exact numbers: <c>Decimal</c>.</summary>
    Decimal,

    /// <summary><c>Boolean</c>.</summary>
    Boolean,

    /// <summary><c>Date</c>.</summary>
    Date,

    /// <summary><c>DateTime</c>.</summary>
    DateTime,

    /// <summary><c>Time</c>.</summary>
    Time,

    /// <summary><c>Duration</c>.</summary>
    Duration,

    /// <summary>Multi-picklists and tags: <c>[String!]!</c>, empty when blank.</summary>
    TextList,

    /// <summary><c>JSON</c>.</summary>
    Json,

    /// <summary>An object of five parts.</summary>
    Address,

    /// <summary>An object of two parts.</summary>
    Geolocation,

    /// <summary>A record of one object: lookups, master-details, files, images.</summary>
    Reference,

    /// <summary>A record of one of several objects.</summary>
    Polymorphic,

    /// <summary>Records of one object over a link table.</summary>
    References,

    /// <summary>Encrypted text: <c>String</c>; decrypted by the host on its way out, and neither filtered nor sorted.</summary>
    Encrypted,
}

namespace Platform.Runtime.Approvals.Engine;

/// <summary>What has become of a request.</summary>
internal enum RequestStatus
{
    /// <summary>People are asked.</summary>
    Pending,

    /// <summary>Every step is passed.</summary>
    Approved,

    /// <summary>A step was rejected.</summary>
    Rejected,

    /// <summary>It is back with the submitter, who may submit it again.</summary>
    Returned,

    /// <summary>The submitter took it back.</summary>
    Recalled,

    /// <summary>It was approved, and what was approved has been edited since.</summary>
    Lapsed,
}

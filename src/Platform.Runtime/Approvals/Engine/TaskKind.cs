namespace Platform.Runtime.Approvals.Engine;

/// <summary>Why somebody is asked.</summary>
internal enum TaskKind
{
    /// <summary>The flow names them.</summary>
    Approver,

    /// <summary>An approver added them; the approver decides after them.</summary>
    Before,

    /// <summary>An approver added them to decide after that approver.</summary>
    After,

    /// <summary>An approver asks for an opinion, which decides nothing, and decides after it.</summary>
    Opinion,
}

namespace Platform.Runtime.Publishing;

/// <summary>A job of background builds that this node holds.</summary>
/// <param name="Id">Its id.</param>
/// <param name="TenantId">The tenant.</param>
/// <param name="Kind">What is to be done.</param>
/// <param name="Table">Table of records.</param>
/// <param name="Name">Index, foreign key, column of the rollup, or key of the computation.</param>
/// <param name="Attempt">Which attempt this is, from 1: by it and the node the job is held.</param>
/// <param name="IsLastAttempt">There is no other.</param>
/// <param name="Replaced">Names of indexes that go when the new one stands.</param>
internal sealed record BuildJob(Guid Id, Guid TenantId, string Kind, string Table, string Name, int Attempt, bool IsLastAttempt, string[] Replaced);

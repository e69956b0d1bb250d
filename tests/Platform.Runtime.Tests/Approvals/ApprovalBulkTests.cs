using Platform.GraphQL.Schema;
using Platform.Metadata.Model;
using Platform.Runtime.Approvals;
using Platform.Runtime.Records;
using Platform.Runtime.Writing.Tracing;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Approvals;

/// <summary>Writes that submit many records at once.</summary>
public sealed class ApprovalBulkTests(PostgresServer server) : TimedWorld(server, "bulk-approvals", Bulk.Value)
{
    private static readonly Lazy<TenantModel> Bulk = new(() => Compile(
    [
        ApprovalDocuments.Object("Trip", """
            {'name':'name','label':'Name','type':'text','required':true},
            {'name':'days','label':'Days','type':'integer'},
            {'name':'note','label':'Note','type':'text'}
            """),
        ApprovalDocuments.Role("seller", "own"), ApprovalDocuments.Role("boss", "all"), ApprovalDocuments.Role("finance", "all"), ApprovalDocuments.Role("auditor", "all"),
        """
        {'kind':'approvalFlow','name':'trip','label':'Trip','object':'Trip','manual':false,'onCreate':true,'when':'record.days > 3','steps':[
          {'name':'all','label':'All','rule':'all','approvers':[{'by':'manager'},{'by':'role','role':'finance'}],'timeLimits':[{'after':30,'do':'remind'}]}],
         'onSubmit':[{'field':'note','value':"'submitted'"}],'submitActions':[{'do':'notify','to':[{'by':'role','role':'auditor'}],'text':{'en':'Submitted','zh-CN':'已提交'}}]}
        """,
    ]));

    private readonly Traced _traced = new();

    private protected override ITransactionTraces? Traces => _traced;

    [Fact]
    public async Task Many_starts_take_as_many_statements_as_few()
    {
        int few = await CreateAsync(2), many = await CreateAsync(400);
        Assert.Equal(few, many);
        Assert.Equal(402, await ScalarAsync<long>("select count(*) from t_approvals.approval_request where status = 'pending' and record_name like 'Trip%'"));
        Assert.Equal(3 * 402, await ScalarAsync<long>("select count(*) from t_approvals.approval_task where status = 'pending'"));
        Assert.Equal(402, await ScalarAsync<long>("select count(*) from t_approvals.trip where note = 'submitted'"));
        Assert.Equal(402, await ScalarAsync<long>("select count(*) from platform.timers where topic = 'approval'"));
        Assert.Equal(4 * 402, await ScalarAsync<long>("select count(*) from t_approvals.notification"));
        await using Npgsql.NpgsqlConnection connection = await DataSource.OpenConnectionAsync();
        TrailVerification found = await TrailVerification.RunAsync(connection, Model, "t_approvals", TestContext.Current.CancellationToken);
        Assert.Empty(found.Broken);
    }

    [Fact]
    public async Task More_than_may_be_submitted_at_once_are_refused_as_a_whole()
    {
        Assert.Equal(["TOO_MANY_SUBMISSIONS"], Codes(await WriteAsync(ApprovalSubmission.MaxStarts + 1)));
        Assert.Equal(0, await ScalarAsync<long>("select count(*) from t_approvals.trip"));
    }

    private async Task<int> CreateAsync(int count)
    {
        _traced.Begun.Clear();
        Assert.Equal([], Codes(await WriteAsync(count)));
        return _traced.Begun.SelectMany(t => t.Statements).Sum(s => s.Statements.Count);
    }

    private Task<WriteOutcome> WriteAsync(int count) => DoAsync(
        Sam, "Trip", MutationKind.CreateMany, ("inputs", Enumerable.Range(0, count).Select(object? (i) => Input(("name", $"Trip {i}"), ("days", 5))).ToList()));

    private sealed class Traced : ITransactionTraces
    {
        public List<TransactionTrace> Begun { get; } = [];

        TransactionTrace? ITransactionTraces.Begin(RecordCaller caller, string? target)
        {
            TransactionTrace trace = new(caller, target, DateTimeOffset.UnixEpoch);
            Begun.Add(trace);
            return trace;
        }

        bool ITransactionTraces.End(TransactionTrace trace, bool stands, WriteRefusal? refusal) => false;
    }
}

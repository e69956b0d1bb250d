using Platform.GraphQL.Schema;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Metadata.Values;
using Platform.Runtime.Records;
using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Statements;
using Platform.Scripting.Running;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Approvals;

/// <summary>When flows ask hooks for approvers and call them, and what a machine that cannot run them does to the act.</summary>
public sealed class ApprovalHookTests(PostgresServer server) : TimedWorld(server, "asked-approvals", Flows.Value)
{
    private static readonly Lazy<TenantModel> Flows = new(() => Compile(
    [
        ApprovalDocuments.Object("Deal", "{'name':'name','label':'Name','type':'text','required':true}"),
        ApprovalDocuments.Role("seller", "own"), ApprovalDocuments.Role("boss", "all"), ApprovalDocuments.Role("finance", "all"), ApprovalDocuments.Role("auditor", "all"),
        """
        {'kind':'hook','name':'finder','label':'Finder','object':'Deal','on':['approvers'],'runAs':'system','source':'x.js','modules':[{'path':'x.js','source':'export default () => [];'}]}
        """,
        """
        {'kind':'hook','name':'told','label':'Told','object':'Deal','on':['process'],'source':'y.js','modules':[{'path':'y.js','source':'export default () => {};'}]}
        """,
        """
        {'kind':'approvalFlow','name':'found','label':'Found','object':'Deal','approveActions':[{'do':'callHook','hook':'told'}],'steps':[
          {'name':'first','label':'First','approvers':[{'by':'manager'}],'timeLimits':[{'after':30,'do':'approve'}]},
          {'name':'found','label':'Found','approvers':[{'by':'hook','hook':'finder'}],'fallback':[{'by':'role','role':'finance'}]},
          {'name':'last','label':'Last','approvers':[{'by':'role','role':'auditor'}]}]}
        """,
    ]));

    private readonly Answers _answers = new();

    private protected override IRecordHooks? Hooks => _answers;

    [Theory]
    [InlineData(ScriptCodes.Busy)]
    [InlineData(ScriptCodes.Unavailable)]
    [InlineData(ScriptCodes.WorkerDied)]
    public async Task A_machine_that_cannot_run_the_hook_refuses_the_act_and_nobody_else_is_asked(string code)
    {
        (_, Guid request) = await SubmitDealAsync("Busy");
        _answers.Of = _ => new ApproversFound([], new ValueProblem(code));
        Assert.Equal([code], Codes(await ActAsync(Mia, request, MutationKind.ApproveTasks)));
        Assert.Equal("first:Mia", await AskedAsync(request));
        _answers.Of = _ => new ApproversFound([Max.UserId]);
        await ApproveAsync(Mia, request);
        Assert.Equal("found:Max", await AskedAsync(request));
    }

    [Fact]
    public async Task What_time_would_decide_is_tried_again_by_the_timer()
    {
        (_, Guid request) = await SubmitDealAsync("By time");
        _answers.Of = _ => new ApproversFound([], new ValueProblem(ScriptCodes.Busy));
        Clock.Pass(TimeSpan.FromMinutes(31));
        for (int i = 0; i < 20; i++)
        {
            Assert.Equal(1, await SweepAsync());
            Clock.Pass(TimeSpan.FromHours(1));
        }

        Assert.Equal("first:Mia", await AskedAsync(request));
        _answers.Of = _ => new ApproversFound([Max.UserId]);
        Assert.Equal(1, await SweepAsync());
        Assert.Equal("found:Max", await AskedAsync(request));
    }

    [Fact]
    public async Task A_hook_is_asked_once_when_its_step_is_about_to_begin_and_at_no_other_act()
    {
        _answers.Of = _ => new ApproversFound([Max.UserId, Max.UserId]);
        (Guid deal, Guid request) = await SubmitDealAsync("Seldom");
        Assert.Equal([], Codes(await DoAsync(Sam, "ApprovalRequest", MutationKind.RemindRequest, ("id", request.ToString()))));
        Assert.Equal(["APPROVAL_NOT_ASSIGNEE"], Codes(await DoAsync(Max, "ApprovalTask", MutationKind.ApproveTasks, ("ids", new object?[] { (await TaskAsync(Mia, request)).ToString() }))));
        Assert.Empty(_answers.Asked);
        await ApproveAsync(Mia, request);
        await ApproveAsync(Max, request);
        await ApproveAsync(Aud, request);
        Assert.Equal([deal], _answers.Asked);
        Assert.Equal("approved", await StatusAsync(request));
    }

    [Fact]
    public async Task What_went_wrong_is_told_of_the_record_for_which_the_hook_was_asked()
    {
        (_, Guid first) = await SubmitDealAsync("First");
        (Guid deal, Guid second) = await SubmitDealAsync("Second");
        _answers.Of = record => record == deal ? new ApproversFound([], new ValueProblem(ScriptCodes.Thrown)) : new ApproversFound([Max.UserId]);
        object?[] tasks = [(await TaskAsync(Mia, first)).ToString(), (await TaskAsync(Mia, second)).ToString()];
        WriteOutcome outcome = await DoAsync(Mia, "ApprovalTask", MutationKind.ApproveTasks, ("ids", tasks), ("allOrNone", true));
        Assert.Equal([], Codes(outcome));
        Assert.Equal((tasks[1], 1, ScriptCodes.Thrown), outcome.Warnings.Select(w => ((object?)w.Id.ToString(), w.Index!.Value, w.Code)).Single());
        Assert.Equal(("found:Max", "found:Fay found:Finn"), (await AskedAsync(first), await AskedAsync(second)));
    }

    [Fact]
    public async Task What_a_flow_calls_for_several_records_it_calls_once_for_all_of_them()
    {
        _answers.Of = _ => new ApproversFound([Max.UserId]);
        (Guid one, Guid first) = await SubmitDealAsync("One");
        (Guid two, Guid second) = await SubmitDealAsync("Two");
        foreach (RecordCaller approver in (RecordCaller[])[Mia, Max, Aud])
        {
            object?[] tasks = [(await TaskAsync(approver, first)).ToString(), (await TaskAsync(approver, second)).ToString()];
            Assert.Equal([], Codes(await DoAsync(approver, "ApprovalTask", MutationKind.ApproveTasks, ("ids", tasks), ("allOrNone", true))));
        }

        Assert.Equal([one, two], Assert.Single(_answers.Called).Order());
    }

    private async Task<(Guid Deal, Guid Request)> SubmitDealAsync(string name)
    {
        Guid deal = await CreateAsync(Sam, "Deal", ("name", name));
        return (deal, await SubmitAsync(Sam, deal));
    }

    /// <summary>Answers as the test says, without scripts.</summary>
    private sealed class Answers : IRecordHooks, IHookTransaction
    {
        public Func<Guid, ApproversFound> Of { get; set; } = _ => new ApproversFound([]);

        public List<Guid> Asked { get; } = [];

        public List<Guid[]> Called { get; } = [];

        IHookTransaction IRecordHooks.Begin(INestedWriter writer) => this;

        public Task<ApproversFound> FindApproversAsync(
            RecordCaller caller, WriteSession session, string hook, ObjectModel target, Guid record, Guid submitter, CancellationToken cancellation)
        {
            Asked.Add(record);
            return Task.FromResult(Of(record));
        }

        public bool Applies(WriteBatch batch, WriteKind kind) => false;

        public bool Applies(WriteBatch batch, WriteKind kind, HookSide side) => false;

        public Task RunAsync(WriteBatch batch, HookSide side, CancellationToken cancellation) => Task.CompletedTask;

        public Task CallAsync(WriteBatch batch, HookDocument hook, IReadOnlyList<RecordWrite> records, CancellationToken cancellation)
        {
            Called.Add([.. records.Select(r => r.Id)]);
            return Task.CompletedTask;
        }

        public bool AppliesToMerges(TenantModel model, string objectName) => false;

        public Task RunMergeAsync(
            WriteBatch kept, HookSide side, IReadOnlyList<RecordWrite> merged, IReadOnlyDictionary<string, int> moved, CancellationToken cancellation) => Task.CompletedTask;

        public bool AppliesToConversions(TenantModel model, string objectName) => false;

        public Task RunConversionAsync(
            WriteBatch source, HookSide side, IReadOnlyList<ConvertedRecord> targets, IReadOnlyDictionary<string, int> moved, CancellationToken cancellation) => Task.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Runtime.Pipelines;
using Platform.Runtime.Records;
using Platform.Runtime.Tests.Approvals;
using Platform.Runtime.Timers;
using Platform.Runtime.Writing;
using Platform.Runtime.Writing.Progress;
using Platform.Runtime.Writing.Statements;
using Platform.Testing;
using Xunit;

namespace Platform.Runtime.Tests.Pipelines;

/// <summary>What time does to a record is decided of the record as it is stored, before custom logic sees a stage that may never come.</summary>
public sealed class StageTimeTests(PostgresServer server) : TimedWorld(server, "stage-times", Documents.Value)
{
    private static readonly Lazy<TenantModel> Documents = new(() => Compile(
    [
        ApprovalDocuments.Object("Pitch", """
            {'name':'name','label':'Name','type':'text','required':true},
            {'name':'stage','label':'Stage','type':'picklist','values':[{'value':'open','label':'Open'},{'value':'talks','label':'Talks'},{'value':'lost','label':'Lost'}]},
            {'name':'reason','label':'Reason','type':'picklist','values':[{'value':'because','label':'Because'}]}
            """),
        ApprovalDocuments.Object("Bid", "{'name':'name','label':'Name','type':'text'},{'name':'pitch','label':'Pitch','type':'lookup','target':'Pitch','inverse':'bids'}"),
        ApprovalDocuments.Role("seller", "own"), ApprovalDocuments.Role("boss", "all"), ApprovalDocuments.Role("finance", "all"), ApprovalDocuments.Role("auditor", "all"),
        """
        {'kind':'pipeline','name':'pitches','label':'Pitches','object':'Pitch','field':'stage','stages':[
          {'value':'open','timed':[{'afterDays':30,'to':'lost','when':'!record.bids.exists(b, true)'}]},{'value':'talks'},{'value':'lost','kind':'lost','reason':'reason'}]}
        """,
        """
        {'kind':'hook','name':'explain','label':'Explain','object':'Pitch','on':['beforeUpdate'],'source':'x.js','modules':[{'path':'x.js','source':'export default () => {};'}]}
        """,
    ]));

    private readonly Reasons _reasons = new();

    private protected override IRecordHooks? Hooks => _reasons;

    [Fact]
    public async Task A_record_whose_time_has_run_out_goes_on_with_what_hooks_make_of_it()
    {
        Guid pitch = await CreateAsync(Sam, "Pitch", ("name", "Late"));
        Assert.False(await TimeAsync(pitch));
        Assert.Equal(("lost", "because"), (await FieldAsync("pitch", pitch, "stage"), await FieldAsync("pitch", pitch, "reason")));
    }

    [Fact]
    public async Task A_condition_that_does_not_hold_changes_nothing_and_no_hook_runs()
    {
        Guid pitch = await CreateAsync(Sam, "Pitch", ("name", "Kept"));
        await CreateAsync(Sam, "Bid", ("name", "Open"), ("pitch", pitch.ToString()));
        Assert.True(await TimeAsync(pitch));
        Assert.Equal(("open", null, "1"), (await FieldAsync("pitch", pitch, "stage"), await FieldAsync("pitch", pitch, "reason"), await FieldAsync("pitch", pitch, "version")));
        Assert.Equal(0, _reasons.Runs);
    }

    [Fact]
    public async Task A_record_that_is_elsewhere_by_now_stays_as_it_is_and_no_hook_runs()
    {
        Guid pitch = await CreateAsync(Sam, "Pitch", ("name", "Moved"));
        await UpdateAsync(Sam, "Pitch", pitch, ("stage", "talks"));
        int before = _reasons.Runs;
        Assert.False(await TimeAsync(pitch));
        Assert.Equal(("talks", null, "2"), (await FieldAsync("pitch", pitch, "stage"), await FieldAsync("pitch", pitch, "reason"), await FieldAsync("pitch", pitch, "version")));
        Assert.Equal(before, _reasons.Runs);
    }

    [Fact]
    public void A_stage_that_is_left_by_time_is_tried_again_each_day_and_never_given_up()
    {
        ITimerHandler handler = new StageTransitionHandler(null!, null!, Writer, Store, Clock);
        Assert.True(handler.NeverGivesUp);
        Assert.Equal(TimeSpan.FromDays(1), handler.MostPause);
    }

    /// <summary>Has the time of the first stage run out; true when the condition is awaited.</summary>
    private async Task<bool> TimeAsync(Guid pitch)
    {
        await ExecuteAsync("update t_approvals.pitch set stage_since = stage_since - interval '40 days' where id = $1", pitch);
        ObjectModel source = Model.Object("Pitch");
        PipelineModel pipeline = source.Pipelines[0];
        TimedWrite timed = new(pipeline, pipeline.First, pipeline.First.Timed[0], Clock.GetUtcNow().UtcDateTime - TimeSpan.FromDays(30));
        WriteRequest request = new(source, WriteKind.Update, [new WriteInput(pitch, new Dictionary<string, object?> { ["stage"] = "lost" }, null)]) { Timed = timed };
        WriteOutcome outcome = await Writer.WriteAsync(request, Sam.Lent(PermissionCompiler.ForPlatform(Model)), null, TestContext.Current.CancellationToken);
        Assert.Equal([], Codes(outcome));
        return timed.IsAwaited;
    }

    /// <summary>A hook before updates that gives a reason for what is lost.</summary>
    private sealed class Reasons : IRecordHooks, IHookTransaction
    {
        public int Runs { get; private set; }

        IHookTransaction IRecordHooks.Begin(INestedWriter writer) => this;

        public bool Applies(WriteBatch batch, WriteKind kind) => kind == WriteKind.Update && batch.Layout.Object.Name == "Pitch";

        public bool Applies(WriteBatch batch, WriteKind kind, HookSide side) => side == HookSide.Before && Applies(batch, kind);

        public Task RunAsync(WriteBatch batch, HookSide side, CancellationToken cancellation)
        {
            Runs++;
            foreach (RecordWrite record in batch.Records.Where(r => r.Values[r.Layout["stage"].Ordinal] is "lost"))
            {
                record.Values[record.Layout["reason"].Ordinal] = "because";
                record.IsGiven[record.Layout["reason"].Ordinal] = true;
            }

            return Task.CompletedTask;
        }

        public Task CallAsync(WriteBatch batch, HookDocument hook, IReadOnlyList<RecordWrite> records, CancellationToken cancellation) => Task.CompletedTask;

        public Task<ApproversFound> FindApproversAsync(
            RecordCaller caller, WriteSession session, string hook, ObjectModel target, Guid record, Guid submitter, CancellationToken cancellation) => Task.FromResult(new ApproversFound([]));

        public bool AppliesToConversions(TenantModel model, string objectName) => false;

        public Task RunConversionAsync(
            WriteBatch source, HookSide side, IReadOnlyList<ConvertedRecord> targets, IReadOnlyDictionary<string, int> moved, CancellationToken cancellation) => Task.CompletedTask;

        public bool AppliesToMerges(TenantModel model, string objectName) => false;

        public Task RunMergeAsync(
            WriteBatch kept, HookSide side, IReadOnlyList<RecordWrite> merged, IReadOnlyDictionary<string, int> moved, CancellationToken cancellation) => Task.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

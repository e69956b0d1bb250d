using Platform.GraphQL;
using Platform.Metadata.Values;
using Platform.Runtime.Writing.Layouts;

namespace Platform.Runtime.Writing.Stages;

/// <summary>Inputs become canonical values; every value that cannot is a problem of its field.</summary>
internal static class ReadStage
{
    /// <summary>Runs the stage.</summary>
    public static Task RunAsync(WriteBatch batch, CancellationToken cancellation)
    {
        foreach (RecordWrite record in batch.Records)
        {
            if (record.Input is null) continue;
            foreach ((string name, object? input) in record.Input) Read(record, name, input);
        }

        return Task.CompletedTask;
    }

    private static void Read(RecordWrite record, string name, object? input)
    {
        if (!record.Layout.TryGet(name, out FieldSlot? slot))
        {
            record.Refuse(GraphQLErrorCode.BadUserInput, name, ValueProblem.With(WriteCodes.UnknownField, "name", name));
            return;
        }

        ValueResult result = slot.Codec.ReadInput(input);
        if (result.Problem is { } problem) record.Refuse(GraphQLErrorCode.ValidationFailed, name, problem);
        record.IsGiven[slot.Ordinal] = true;
        record.Values[slot.Ordinal] = result.Value;
    }
}

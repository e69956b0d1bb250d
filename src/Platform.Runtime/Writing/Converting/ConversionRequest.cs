using Platform.GraphQL.Planning;
using Platform.Metadata.Model;
using Platform.Metadata.Values;

namespace Platform.Runtime.Writing.Converting;

/// <summary>A record is to be converted.</summary>
/// <param name="Object">Its object.</param>
/// <param name="Id">The record.</param>
/// <param name="Conversion">Name of the conversion; null for the first that fits.</param>
/// <param name="Choices">What whoever converts has chosen, by alias.</param>
internal sealed record ConversionRequest(ObjectModel Object, Guid Id, string? Conversion, IReadOnlyDictionary<string, ConversionChoice> Choices)
{
    /// <summary>Most records that are converted at once.</summary>
    public const int MostConverted = 200;

    /// <summary>The version that the caller saw; null when it does not matter.</summary>
    public int? IfVersion { get; init; }

    /// <summary>Everything is done and taken back.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>Where exactly one record may be the same as the one to be made, it is attached instead.</summary>
    public bool Attaches { get; init; }

    /// <summary>The request of a mutation; null when there is something wrong with it.</summary>
    public static ConversionRequest? Of(PlannedMutation mutation, out ValueProblem problem)
    {
        problem = new ValueProblem(ValueCodes.InvalidId);
        if (!MutationRequests.TryId(mutation.Arguments.GetValueOrDefault("id"), out Guid id)) return null;
        problem = new ValueProblem(WriteCodes.ConversionArguments);
        Dictionary<string, ConversionChoice> choices = new(StringComparer.Ordinal);
        foreach ((string alias, object? value) in mutation.Arguments.GetValueOrDefault("targets") as IReadOnlyDictionary<string, object?> ?? new Dictionary<string, object?>())
        {
            if (value is not IReadOnlyDictionary<string, object?> given) continue;
            if (ConversionChoice.Of(given) is not { } choice) return null;
            choices[alias] = choice;
        }

        return new ConversionRequest(mutation.Object, id, mutation.Arguments.GetValueOrDefault("conversion") as string, choices)
        {
            IfVersion = mutation.Arguments.GetValueOrDefault("ifVersion") as int?,
            IsDryRun = mutation.Arguments.GetValueOrDefault("dryRun") is true,
        };
    }

    /// <summary>The requests of a mutation of many; null when there are too many, or an id is none or repeats.</summary>
    public static IReadOnlyList<ConversionRequest>? OfMany(PlannedMutation mutation, out ValueProblem problem)
    {
        List<ConversionRequest> requests = [];
        IReadOnlyList<object?> ids = mutation.Arguments.GetValueOrDefault("ids") as IReadOnlyList<object?> ?? [];
        problem = ValueProblem.With(WriteCodes.TooManyRecords, "max", MostConverted);
        if (ids.Count > MostConverted) return null;
        foreach (object? item in ids)
        {
            problem = new ValueProblem(ValueCodes.InvalidId);
            if (!MutationRequests.TryId(item, out Guid id)) return null;
            problem = ValueProblem.With(WriteCodes.RepeatedRecord, "index", requests.FindIndex(r => r.Id == id));
            if (requests.Exists(r => r.Id == id)) return null;
            requests.Add(new ConversionRequest(mutation.Object, id, mutation.Arguments.GetValueOrDefault("conversion") as string, new Dictionary<string, ConversionChoice>())
            {
                Attaches = mutation.Arguments.GetValueOrDefault("attach") is true,
            });
        }

        return requests;
    }
}

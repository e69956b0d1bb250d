using Platform.Metadata.Changes;
using Platform.Metadata.Model;
using Platform.Metadata.Tables;
using Platform.Sql;
using Platform.Sql.Definition;

namespace Platform.Metadata.Planning;

/// <summary>
/// Totals of stages that a plan makes anew, and those that it takes away: where what is kept changes, where the table comes or goes, and where the plan itself writes what they are made of, which
/// is quicker without them.
/// </summary>
internal sealed class StageTotalsSteps
{
    private readonly StorageContext _context;
    private readonly StorageSteps _steps;
    private readonly Dictionary<string, int> _causes = new(StringComparer.Ordinal);

    public StageTotalsSteps(StorageContext context, StorageSteps steps)
    {
        (_context, _steps) = (context, steps);
        for (int i = 0; i < context.Changes.Count; i++)
        {
            if (Touched(context.Changes[i]) is { } id) _causes.TryAdd(id, i);
        }
    }

    /// <summary>Takes away what will not be as it was: before all else, while tables and columns have their names.</summary>
    public void Release()
    {
        foreach (ObjectModel owner in _context.From.Model.Objects)
        {
            if (!_causes.TryGetValue(owner.Id, out int cause) || StageTotals.Of(owner) is not { } totals) continue;
            _steps.Change = cause;
            foreach (SqlDefinition each in StageTotalsStatements.Remove(_context.Schema, owner, totals)) _steps.Define(PlanStage.Release, each);
        }
    }

    /// <summary>Makes totals of what the plan has made of the records: after all else.</summary>
    public void Make()
    {
        foreach (ObjectModel owner in _context.To.Model.Objects)
        {
            if (!_causes.TryGetValue(owner.Id, out int cause) || StageTotals.Of(owner) is not { } totals) continue;
            _steps.Change = cause;
            foreach ((SqlDefinition? definition, SqlStatement? statement) in StageTotalsStatements.Make(_context.Schema, owner, totals))
            {
                if (definition is not null) _steps.Define(PlanStage.Index, definition);
                else _steps.Rows(PlanStage.Index, statement!);
            }
        }
    }

    private string? Touched(ModelChange change) => change switch
    {
        ChangeStageTotals c => c.Object.Id,
        CreateObject c => c.Object.Id,
        DropObject c => c.Object.Id,
        RestoreObject c => c.Object.Id,
        AssignPipelines c => c.Object.Id,
        RemoveStage c => c.Object.Id,
        AddField c => OfKept(c.Object, c.Field),
        DropField c => OfKept(c.Object, c.Field),
        RestoreField c => OfKept(c.Object, c.Field),
        RevertField c => OfKept(c.Object, c.To),
        RetypeField c => OfKept(c.Object, c.To),
        ChangeNumericPrecision c => OfKept(c.Object, c.To),
        ChangeRollup c => OfKept(c.Object, c.To),
        ChangeLookupTarget c => OfKept(c.Object, c.To),
        _ => null,
    };

    // A field of what was kept before or is kept afterwards.
    private string? OfKept(ObjectModel owner, FieldModel field) =>
        new[] { _context.From.Model, _context.To.Model }.Select(m => m.Objects.FirstOrDefault(o => o.Id == owner.Id)).OfType<ObjectModel>().Select(StageTotals.Of).OfType<StageTotals>()
            .Any(t => t.Keys.Concat(t.Amounts).Any(f => f.Id == field.Id)) ? owner.Id : null;
}

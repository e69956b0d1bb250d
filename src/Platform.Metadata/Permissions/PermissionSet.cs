using System.Collections.Frozen;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;

namespace Platform.Metadata.Permissions;

/// <summary>
/// The sum of a user's roles against one model: what may be seen and done, with no reference to the user. Users with the same roles share
/// the set, the GraphQL schema made from it and the query plans; who the user is enters as statement parameters.
/// </summary>
public sealed class PermissionSet
{
    private readonly FrozenDictionary<string, ObjectPermissions> _objects;
    private readonly FrozenSet<SystemRight> _rights;

    /// <summary>Puts a set together; only the permission compiler does.</summary>
    public PermissionSet(string key, IEnumerable<SystemRight> rights, IReadOnlyDictionary<string, ObjectPermissions> objects, ApiLimits? api = null)
    {
        Key = key;
        Api = api ?? ApiLimits.None;
        _rights = rights.ToFrozenSet();
        _objects = objects.ToFrozenDictionary(StringComparer.Ordinal);
        Roles = key.Split(',', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
        DependsOnTeams = _objects.Values.Any(o => o.Read.DependsOnTeams || o.Edit.DependsOnTeams || o.Delete.DependsOnTeams);
    }

    /// <summary>Identifies the set within a model: the ordered role names. Part of plan-cache keys.</summary>
    public string Key { get; }

    /// <summary>Names of the roles that were added up.</summary>
    public IReadOnlySet<string> Roles { get; }

    /// <summary>The set may take the step, as far as roles decide: one of the step's, and for reopening one of the pipeline's or the right to customize.</summary>
    public bool MayTake(PipelineModel pipeline, StageStep step) =>
        (step.Roles.IsEmpty || step.Roles.Any(Roles.Contains) || Has(SystemRight.Customize))
        && (!step.Reopens || MayReopen(pipeline));

    /// <summary>The set may take records out of closed stages of the pipeline.</summary>
    public bool MayReopen(PipelineModel pipeline) => pipeline.ReopenedBy.Any(Roles.Contains) || Has(SystemRight.Customize);

    /// <summary>True when a right on rows asks who shares a team with the user.</summary>
    public bool DependsOnTeams { get; }

    /// <summary>What a request may ask for at most.</summary>
    public ApiLimits Api { get; }

    /// <summary>True when a role grants the right.</summary>
    public bool Has(SystemRight right) => _rights.Contains(right);

    /// <summary>Rights on an object; <see cref="ObjectPermissions.None"/> when no role names it.</summary>
    public ObjectPermissions For(string objectName) => _objects.GetValueOrDefault(objectName, ObjectPermissions.None);
}

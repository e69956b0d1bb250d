using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using Platform.Metadata.Collections;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;

namespace Platform.Metadata.Permissions;

/// <summary>
/// Adds up the roles of a user against a model.
/// <list type="bullet">
/// <item>Rights of roles add up: the widest scope counts, a field is hidden or locked only when every role that gives access to the object says so.</item>
/// <item><c>*</c> counts for the objects that the same role does not list.</item>
/// <item>Every user has the built-in role <c>everyone</c> besides their own.</item>
/// <item>Scopes <c>own</c> and <c>team</c> cover nothing of an object that the organization owns.</item>
/// <item>A detail takes the scopes of its master: reading follows reading the master, editing and deleting follow editing the master. Its own entry says
/// only whether each is allowed at all.</item>
/// <item>Reading approval requests covers those in which the user takes part.</item>
/// <item>Notifications and their settings are their owner's alone, whatever a role says.</item>
/// <item>Reading tasks covers those that the user has or watches, and those about records that they may read; editing covers those that they have.</item>
/// <item>Reading history and comments covers the entries of records and fields that may be read themselves.</item>
/// <item>Of limits of requests the widest counts, and the host's own where a role has none; the role <c>everyone</c> limits only those who have no other.</item>
/// <item>Users and teams, which decide over rights, are written only with <see cref="SystemRight.ManageUsers"/>.</item>
/// </list>
/// </summary>
public static class PermissionCompiler
{
    /// <summary>Name of the built-in role that every user has.</summary>
    public const string Everyone = "everyone";

    /// <summary>Key of <see cref="ForPlatform"/>; no role can have the name.</summary>
    public const string PlatformKey = "*";

    private const int MostCached = 1000;

    private static readonly string[] GovernedByUserManagement = ["User", "Team"];

    private static readonly ConditionalWeakTable<TenantModel, ConcurrentDictionary<string, PermissionSet>> Cache = [];

    /// <summary>
    /// The permission set of the roles, the same instance for the same roles of a model. Names of roles that the model does not have give no rights.
    /// </summary>
    public static PermissionSet Compile(TenantModel model, IEnumerable<string> roleNames)
    {
        // The names as they are asked for, too: every request asks, and for the same ones. No role's name begins so.
        string asked = "?" + string.Join(',', roleNames);
        ConcurrentDictionary<string, PermissionSet> known = Cache.GetOrCreateValue(model);
        if (known.TryGetValue(asked, out PermissionSet? found)) return found;
        PermissionSet set = OfRoles(model, roleNames, known);
        if (known.Count < MostCached) known.TryAdd(asked, set);
        return set;
    }

    private static PermissionSet OfRoles(TenantModel model, IEnumerable<string> roleNames, ConcurrentDictionary<string, PermissionSet> known)
    {
        HashSet<string> wanted = new(roleNames, StringComparer.Ordinal) { Everyone };
        RoleDocument[] roles = [.. model.Roles.Where(r => wanted.Contains(r.Name)).OrderBy(r => r.Name, StringComparer.Ordinal)];
        string key = string.Join(',', roles.Select(r => r.Name));
        if (known.TryGetValue(key, out PermissionSet? found)) return found;
        PermissionSet made = new Sum(model, roles).ToSet(key);
        return known.Count < MostCached ? known.GetOrAdd(key, made) : made;
    }

    /// <summary>Every right on every record, for what the platform does of itself; fields that are read-only for callers are writable.</summary>
    public static PermissionSet ForPlatform(TenantModel model)
    {
        ObjectPermissions all = new(
            true, RowPredicate.Everything, RowPredicate.Everything, RowPredicate.Everything, FrozenSet<string>.Empty, FrozenSet<string>.Empty);
        return Cache.GetOrCreateValue(model).GetOrAdd(
            PlatformKey, _ => new PermissionSet(PlatformKey, Enum.GetValues<SystemRight>(), model.Objects.ToDictionary(o => o.Name, _ => all)));
    }

    /// <summary>The addition for one model and list of roles.</summary>
    private sealed class Sum(TenantModel model, RoleDocument[] roles)
    {
        private readonly Dictionary<string, ObjectPermissions> _done = new(StringComparer.Ordinal);
        private RowPredicate _ownTasks = RowPredicate.Nothing;

        public PermissionSet ToSet(string key)
        {
            foreach (ObjectModel entry in model.Objects) Of(entry);
            return new PermissionSet(key, roles.SelectMany(r => r.Rights), _done, Api());
        }

        private ApiLimits Api()
        {
            ApiLimits[] limits = [.. roles.Where(r => r.Name != Everyone || roles.Length == 1).Select(r => r.Api ?? ApiLimits.None)];
            if (limits.Length == 0) return ApiLimits.None;
            return new ApiLimits(
                Widest(l => l.MaxCost), Widest(l => l.MaxPageSize), Widest(l => l.MaxDepth), Widest(l => l.MaxSubscriptions), limits.Any(l => l.Introspection));

            int? Widest(Func<ApiLimits, int?> limit) => limits.Any(l => limit(l) is null) ? null : limits.Max(limit);
        }

        private ObjectPermissions Of(ObjectModel entry)
        {
            if (_done.TryGetValue(entry.Name, out ObjectPermissions? done)) return done;
            ObjectRights[] rights = [.. roles.Select(r => EntryOf(r, entry.Name)).OfType<ObjectRights>()];
            ObjectPermissions made = rights.Length == 0 ? ObjectPermissions.None : Add(entry, rights);
            return _done[entry.Name] = made;
        }

        private static ObjectRights? EntryOf(RoleDocument role, string name)
        {
            ObjectRights? wildcard = null;
            foreach (ObjectRights entry in role.Objects)
            {
                if (entry.Object == name) return entry;
                if (entry.Object == "*") wildcard = entry;
            }

            return wildcard;
        }

        private ObjectPermissions Add(ObjectModel entry, ObjectRights[] rights)
        {
            AccessScope read = rights.Max(r => r.Read), edit = rights.Max(r => r.Edit), delete = rights.Max(r => r.Delete);
            bool create = rights.Any(r => r.Create);
            if (entry.IsSystem && PersonalObjects.Contains(entry.Name)) (read, edit, delete) = (Own(read), Own(edit), Own(delete));
            if (IsLocked(entry)) (create, edit, delete) = (false, AccessScope.None, AccessScope.None);
            if (entry.Writes != RecordWrites.All) create = false;
            if (entry.Writes == RecordWrites.None) (edit, delete) = (AccessScope.None, AccessScope.None);
            (RowPredicate readRows, RowPredicate editRows, RowPredicate deleteRows) = entry.MasterField is { } master
                ? ThroughMaster(entry, master, ref create, read, edit, delete)
                : (Rows(entry, read), Rows(entry, edit), Rows(entry, delete));
            if (readRows == RowPredicate.Nothing) return ObjectPermissions.None;
            if (entry.IsSystem && HistoryFields.Describes(entry.Name)) readRows = Describing(tasksToo: true);
            if (entry.IsSystem && entry.Name == HistoryFields.TaskObjectName) (readRows, editRows) = Tasks(readRows, editRows);
            if (entry.IsSystem && entry.Name == ApprovalFields.RequestObject && readRows != RowPredicate.Everything) readRows = TakingPart(readRows);
            (FrozenSet<string> hidden, FrozenSet<string> locked) = Fields(entry, rights);
            return new ObjectPermissions(create, readRows, editRows, deleteRows, hidden, locked);
        }

        private bool IsLocked(ObjectModel entry) =>
            entry.IsSystem && GovernedByUserManagement.Contains(entry.Name) && !roles.Any(r => r.Rights.Contains(SystemRight.ManageUsers));

        private static AccessScope Own(AccessScope scope) => scope == AccessScope.None ? scope : AccessScope.Own;

        private static RowPredicate Rows(ObjectModel entry, AccessScope scope) => scope switch
        {
            AccessScope.All => RowPredicate.Everything,
            AccessScope.Team when entry.Ownership == Ownership.User => RowPredicate.OwnedByTeam,
            AccessScope.Own when entry.Ownership == Ownership.User => RowPredicate.OwnedByUser,
            _ => RowPredicate.Nothing,
        };

        private (RowPredicate Read, RowPredicate Edit, RowPredicate Delete) ThroughMaster(
            ObjectModel entry, string field, ref bool create, AccessScope read, AccessScope edit, AccessScope delete)
        {
            string target = ((Metadata.Fields.MasterDetailType)entry.Field(field).Type).Target;
            ObjectPermissions master = Of(model.Object(target));
            create &= master.Edit != RowPredicate.Nothing;
            return (Via(field, read, master.Read), Via(field, edit, master.Edit), Via(field, delete, master.Edit));
        }

        private static RowPredicate Via(string field, AccessScope allowed, RowPredicate master)
        {
            if (allowed == AccessScope.None || master == RowPredicate.Nothing) return RowPredicate.Nothing;
            return master == RowPredicate.Everything ? RowPredicate.Everything : RowPredicate.ThroughMaster(field, master);
        }

        // Whoever submitted a request, was asked or was sent a copy takes part in it.
        private static RowPredicate TakingPart(RowPredicate owned) => RowPredicate.AnyOf([owned, RowPredicate.Linking(ApprovalFields.Participants)]);

        /// <summary>Tasks are read by whoever has or watches them, and by whoever reads the record that they are about; who has them changes them.</summary>
        private (RowPredicate Read, RowPredicate Edit) Tasks(RowPredicate read, RowPredicate edit)
        {
            RowPredicate mine = RowPredicate.Naming("assignee");
            _ownTasks = read == RowPredicate.Everything ? read : RowPredicate.AnyOf([read, mine, RowPredicate.Linking("watchers")]);
            RowPredicate changed = edit == RowPredicate.Everything || edit == RowPredicate.Nothing ? edit : RowPredicate.AnyOf([edit, mine]);
            return (read == RowPredicate.Everything ? read : RowPredicate.AnyOf([_ownTasks, Describing(tasksToo: false)]), changed);
        }

        // Who may read everything may also read of what the model no longer has. What describes a task is read by whoever has or watches it.
        private RowPredicate Describing(bool tasksToo)
        {
            List<DescribedObject> described = [];
            bool everything = true;
            foreach (ObjectModel entry in model.Objects)
            {
                bool isTask = entry.IsSystem && entry.Name == HistoryFields.TaskObjectName;
                if (HistoryFields.Describes(entry.Name) || (isTask && !tasksToo)) continue;
                ObjectPermissions rights = Of(entry);
                bool allFields = rights.HiddenFields.Count == 0;
                everything &= allFields && rights.Read == RowPredicate.Everything;
                if (!rights.CanRead) continue;
                EquatableArray<string>? fields = allFields ? null : [.. entry.Fields.Select(f => f.Name).Where(rights.CanReadField)];
                described.Add(new DescribedObject(entry.Name, isTask ? _ownTasks : rights.Read, fields));
            }

            return everything ? RowPredicate.Everything : RowPredicate.Describing([.. described]);
        }

        private static (FrozenSet<string> Hidden, FrozenSet<string> Locked) Fields(ObjectModel entry, ObjectRights[] rights)
        {
            ObjectRights[] reading = [.. rights.Where(r => r.Read != AccessScope.None)];
            ObjectRights[] writing = [.. rights.Where(r => r.Create || r.Edit != AccessScope.None)];
            HashSet<string> hidden = new(StringComparer.Ordinal), locked = new(StringComparer.Ordinal);
            foreach (Model.FieldModel field in entry.Fields)
            {
                if (!reading.Any(r => Right(r, field.Name)?.Read ?? true)) hidden.Add(field.Name);
                bool writable = !field.IsReadOnly && !hidden.Contains(field.Name) && writing.Any(r => Right(r, field.Name)?.Edit ?? true);
                if (!writable) locked.Add(field.Name);
            }

            return (hidden.ToFrozenSet(StringComparer.Ordinal), locked.ToFrozenSet(StringComparer.Ordinal));
        }

        private static FieldRights? Right(ObjectRights rights, string field) => rights.Fields.FirstOrDefault(f => f.Field == field);
    }
}

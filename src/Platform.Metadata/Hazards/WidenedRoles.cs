using Platform.Metadata.Changes;
using Platform.Metadata.Collections;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;

namespace Platform.Metadata.Hazards;

/// <summary>
/// <see cref="HazardCodes.RoleRights"/>: a role gives more than the role of that name gave before, or is new. Users have roles by name, so that a role which takes the name of another is compared with
/// that. Objects and fields are followed through renames.
/// </summary>
public sealed class WidenedRoles : IHazardAnalyzer
{
    private const string AnyObject = "*";
    private const int MostSamples = 5;

    /// <inheritdoc/>
    public IEnumerable<Hazard> Estimate(HazardContext context, int index, ModelChange change)
    {
        RoleDocument? role = change switch
        {
            DocumentAdded added => added.Document as RoleDocument,
            DocumentChanged changed => changed.To as RoleDocument,
            _ => null,
        };
        if (role is null) yield break;
        string[] gained = [.. Gained(context.Storage.From.Model, context.Storage.To.Model, role).Distinct(StringComparer.Ordinal)];
        if (gained.Length == 0) yield break;
        (string english, string chinese) = Wording.Both(role.Label ?? LocalizedText.Of(role.Name));
        yield return new Hazard(
            HazardCodes.RoleRights, HazardSeverity.Info, index,
            Wording.Of(
                $"Users with the role “{english}” gain rights: {string.Join(", ", gained.Take(MostSamples))}. Who applies this needs the right to manage users.",
                $"角色“{chinese}”的用户将获得更多权限：{string.Join("、", gained.Take(MostSamples))}。应用者需要具有管理用户的权限。"),
            gained.Length, gained.Take(MostSamples).Select(g => new HazardSample(role.Name, g)).ToEquatableArray());
    }

    private static IEnumerable<string> Gained(TenantModel before, TenantModel after, RoleDocument role)
    {
        RoleDocument? former = before.Roles.FirstOrDefault(r => r.Name == role.Name);
        foreach (SystemRight right in role.Rights)
        {
            if (former?.Rights.Contains(right) != true) yield return Lower(right.ToString());
        }

        IEnumerable<string> listed = role.Objects.Concat(former?.Objects ?? []).Select(o => o.Object).Where(o => after.TryGetObject(o, out _) || o == AnyObject);
        foreach (string name in listed.Append(AnyObject).Distinct(StringComparer.Ordinal))
        {
            ObjectModel? present = after.Objects.FirstOrDefault(o => o.Name == name), past = present is null ? null : before.Objects.FirstOrDefault(o => o.Id == present.Id);

            // Nobody has records of a new object yet; what the role says of it counts all the same.
            ObjectRights? had = Of(former, past?.Name ?? name), has = Of(role, name);
            foreach (string gained in Gained(had, has, name, field => Former(present, past, field))) yield return gained;
        }
    }

    private static IEnumerable<string> Gained(ObjectRights? had, ObjectRights? has, string name, Func<string, string> former)
    {
        if (has is null) yield break;
        if (has.Create && had?.Create != true) yield return name + " create";
        (string Verb, AccessScope Now, AccessScope Then)[] scopes =
        [
            ("read", has.Read, had?.Read ?? AccessScope.None), ("edit", has.Edit, had?.Edit ?? AccessScope.None), ("delete", has.Delete, had?.Delete ?? AccessScope.None),
        ];
        foreach ((string verb, AccessScope now, AccessScope then) in scopes)
        {
            if (now > then) yield return $"{name} {verb} {Lower(now.ToString())}";
        }

        if (had is null) yield break;
        foreach (FieldRights was in had.Fields)
        {
            FieldRights? now = has.Fields.FirstOrDefault(f => former(f.Field) == was.Field);
            string shown = $"{name}.{now?.Field ?? was.Field}";
            if (!was.Read && (now?.Read ?? true) && has.Read != AccessScope.None) yield return shown + " read";
            if (!was.Edit && (now?.Edit ?? true) && (has.Create || has.Edit != AccessScope.None)) yield return shown + " edit";
        }
    }

    private static ObjectRights? Of(RoleDocument? role, string name) =>
        role?.Objects.FirstOrDefault(o => o.Object == name) ?? role?.Objects.FirstOrDefault(o => o.Object == AnyObject);

    private static string Former(ObjectModel? present, ObjectModel? past, string field)
    {
        string? id = present?.Fields.FirstOrDefault(f => f.Name == field)?.Id;
        return past?.Fields.FirstOrDefault(f => f.Id == id)?.Name ?? field;
    }

    private static string Lower(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}

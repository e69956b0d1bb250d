using Platform.Metadata.Collections;
using Platform.Metadata.Dependencies;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;
using Platform.Metadata.Storage;

namespace Platform.Metadata.Compilation;

/// <summary>
/// The indexes of an object: the owner where users own, every reference column, unique and indexed fields, arrays, search fields, the recycle bin, and those
/// that documents list.
/// The same key is indexed once, and a reference by a listed index of all records that begins with it (decision 0098).
/// </summary>
internal sealed class IndexBuilder(string table, IReadOnlyDictionary<string, FieldModel> fields, PartBuilder part, TextMerger texts)
{
    private readonly Dictionary<string, IndexModel> _indexes = new(StringComparer.Ordinal);

    /// <summary>The indexes ordered by name.</summary>
    public EquatableArray<IndexModel> Build(IReadOnlyList<FieldModel> ordered, ObjectInput input, EquatableArray<string> searchFields)
    {
        HashSet<string> indexed = [.. AskedFor(input.Document.Fields).Concat(input.Extensions.SelectMany(e => AskedFor(e.Fields)))];
        HashSet<string> leading = [.. LeadingAllRecords(input.Document.Indexes).Concat(input.Extensions.SelectMany(e => LeadingAllRecords(e.Indexes)))];
        bool isOwned = input.Document.Ownership == Ownership.User;
        foreach (FieldModel field in ordered) AddFor(field, indexed.Contains(field.Name), leading.Contains(field.Name), isOwned);
        Add("bx", [fields[SystemFields.DeletedAt]], unique: false, IndexMethod.RecycleBin);
        if (!searchFields.IsEmpty) Add("sx", [.. searchFields.Select(name => fields[name])], unique: false, IndexMethod.Search);
        foreach (MatchKey key in input.Matching) AddMatching(key);
        AddStages(input, isOwned);
        AddListed(input.Document, input.Document.Indexes);
        foreach (FieldExtensionDocument extension in input.Extensions) AddListed(extension, extension.Indexes);
        return _indexes.Values.OrderBy(i => i.Name, StringComparer.Ordinal).ToEquatableArray();
    }

    private static IEnumerable<string> AskedFor(EquatableArray<FieldDocument> documents) =>
        documents.Where(f => f.Indexed).Select(f => f.Name);

    private static IEnumerable<string> LeadingAllRecords(EquatableArray<IndexDocument> documents) =>
        documents.Where(i => i is { WithDeleted: true, Unique: false, Fields.IsEmpty: false }).Select(i => i.Fields[0]);

    private void AddFor(FieldModel field, bool indexed, bool leadsAnother, bool isOwned)
    {
        if (field.Unique) Add("ux", [field], unique: true, IndexMethod.Btree);
        else if (field.Type.IsList()) Add("gx", [field], unique: false, IndexMethod.ArrayGin);
        else if (indexed || IsReference()) Add("ix", [field], unique: false, IndexMethod.Btree);

        // Who owns a record is looked for among the live ones, in an index of those alone.
        bool IsReference() => field.Type.RefersToRecord() && (field.IsSystem ? field.Name == SystemFields.Owner && isOwned : !leadsAnother);
    }

    /// <summary>
    /// Boards and funnels read one stage of one pipeline at a time, the latest records first, and add up what they may see of all. The index has all of that, so that no row is looked
    /// at for a sum. Whether the fields exist and suit is told by the compiler of the pipeline.
    /// </summary>
    private void AddStages(ObjectInput input, bool isOwned)
    {
        if (input.StageField is not { } stage || Stored(stage) is not { } staged) return;
        FieldModel[] amounts = [.. input.StageAmounts.Select(Stored).OfType<FieldModel>().Where(a => a != staged)];
        List<string> more = [];
        if (amounts.Length > 0) more.Add(SystemFields.Id);
        if (amounts.Length > 0 && isOwned) more.Add(SystemFields.Owner);
        if (amounts.Any(a => a.Type is CurrencyType) && fields.ContainsKey(SystemFields.Currency)) more.Add(SystemFields.Currency);
        Add("ix", [fields[SystemFields.Pipeline], staged, .. more.Select(name => fields[name]), .. amounts], unique: false, IndexMethod.Btree);
    }

    private FieldModel? Stored(string name) => fields.TryGetValue(name, out FieldModel? field) && field is { Formula: null, Columns.Count: 1 } ? field : null;

    // Whether the field exists and suits is told by the compiler of the rule.
    private void AddMatching(MatchKey key)
    {
        if (!fields.TryGetValue(key.Field, out FieldModel? field)) return;
        if (key.By == DuplicateMethod.Exact && DuplicateFields.CanEqual(field) && !field.Unique)
        {
            if (DuplicateFields.IsText(field)) Add("me", [field], unique: false, IndexMethod.MatchExact);
            else Add("ix", [field], unique: false, IndexMethod.Btree);
        }
        else if (DuplicateFields.IsText(field))
        {
            if (key.By == DuplicateMethod.Text) Add("mt", [field], unique: false, IndexMethod.MatchText);
            if (key.By == DuplicateMethod.Phone) Add("mp", [field], unique: false, IndexMethod.MatchPhone);
            if (key.By == DuplicateMethod.Similar) Add("ms", [field], unique: false, IndexMethod.MatchSimilar);
        }
    }

    private string Add(string prefix, IReadOnlyList<FieldModel> key, bool unique, IndexMethod method, bool ignoreCase = true, bool withDeleted = false)
    {
        IEnumerable<string> columns = key.SelectMany(f => f.ReadColumns).Select(c => c.Name);
        string name = StorageNames.Index(prefix, table, columns);
        _indexes.TryAdd(name, new IndexModel(name, key.Select(f => f.Name).ToEquatableArray(), unique, method, ignoreCase, withDeleted));
        return name;
    }

    private void AddListed(Document document, EquatableArray<IndexDocument> indexes)
    {
        for (int i = 0; i < indexes.Count; i++)
        {
            List<FieldModel> key = [];
            for (int j = 0; j < indexes[i].Fields.Count; j++)
            {
                if (KeyField(document, $"/indexes/{i}/fields/{j}", indexes[i].Fields[j], key) is { } field) key.Add(field);
            }

            if (indexes[i] is { IgnoreCase: false, Unique: false })
            {
                part.Error(document, $"/indexes/{i}/ignoreCase", DocumentCodes.FieldSettings, "The case of texts counts for unique indexes alone.");
            }

            if (indexes[i] is { WithDeleted: true, Unique: true })
            {
                part.Error(document, $"/indexes/{i}/withDeleted", DocumentCodes.FieldSettings, "A unique index holds among records outside the recycle bin.");
            }

            if (indexes[i] is { Message: not null, Unique: false })
            {
                part.Error(document, $"/indexes/{i}/message", DocumentCodes.FieldSettings, "Only unique indexes refuse a record.");
            }

            // Another name, since the same key may be indexed both ways.
            string prefix = indexes[i].Unique ? "ux" : indexes[i].WithDeleted ? "ax" : "ix";
            if (key.Count < indexes[i].Fields.Count) continue;
            string name = Add(prefix, key, indexes[i].Unique, IndexMethod.Btree, indexes[i].IgnoreCase, indexes[i].WithDeleted);
            if (indexes[i].Unique) _indexes[name] = _indexes[name] with { Message = texts.MergeOptional($"unique.{string.Join('-', indexes[i].Fields)}.message", indexes[i].Message) };
        }
    }

    private FieldModel? KeyField(Document document, string pointer, string name, List<FieldModel> key)
    {
        if (!fields.TryGetValue(name, out FieldModel? field))
        {
            part.Unknown(document, pointer, DocumentCodes.UnknownField, $"There is no field \"{name}\" to index.", name, fields.Keys);
            return null;
        }

        string objectName = document is FieldExtensionDocument extension ? extension.Object : document.Name;
        part.Use(Element.Field(objectName, name), document, pointer);
        if (!field.IsSystem && (!field.Type.CanBeIndexed() || field.Type.IsList() || field.Formula is not null))
        {
            part.Error(document, pointer, DocumentCodes.UnsuitableField, $"The field \"{name}\" of type {field.Type.Name} cannot be part of an index.");
            return null;
        }

        if (key.Contains(field))
        {
            part.Error(document, pointer, DocumentCodes.DuplicateItem, $"The field \"{name}\" stands twice in the index.");
            return null;
        }

        return field;
    }
}

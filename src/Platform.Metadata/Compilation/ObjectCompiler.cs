using Platform.Expressions.Diagnostics;
using Platform.Metadata.Collections;
using Platform.Metadata.Dependencies;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;
using Platform.Metadata.Storage;

namespace Platform.Metadata.Compilation;

/// <summary>Compiles an object document and its field extensions into an <see cref="ObjectDraft"/>.</summary>
internal sealed class ObjectCompiler
{
    /// <summary>Most fields of an object, extensions included, so that a row stays under PostgreSQL's 1,600 columns.</summary>
    public const int MaxFields = 500;

    private readonly ObjectInput _input;
    private readonly PartBuilder _part;
    private readonly ObjectModel? _earlier;
    private readonly TextMerger _texts;
    private readonly Dictionary<string, FieldModel> _fields = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _fieldIds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _columns = new(StringComparer.Ordinal);
    private readonly List<FieldModel> _ordered = [];
    private readonly List<Reference> _references = [];

    private ObjectCompiler(ObjectInput input, PartBuilder part)
    {
        _input = input;
        _part = part;
        _earlier = (part.EarlierOutput as ObjectDraft)?.Model;
        _texts = part.Translations(DocumentKinds.Object, input.Document.Name);
    }

    private ObjectDocument Document => _input.Document;

    /// <summary>Compiles; the result is the part's output.</summary>
    public static void Compile(ObjectInput input, PartBuilder part)
    {
        ObjectCompiler compiler = new(input, part);
        part.Output = compiler.Run();
    }

    private ObjectDraft Run()
    {
        EquatableArray<RecordTypeModel> recordTypes = RecordTypeCompiler.Types(Document, _part, _texts);
        AddSystemFields(recordTypes);
        AddFields(Document, Document.Fields, Document.Package);
        foreach (FieldExtensionDocument extension in _input.Extensions)
        {
            CheckExtension(extension);
            AddFields(extension, extension.Fields, extension.Package == Document.Package ? null : extension.Package);
        }

        if (_ordered.Count > MaxFields)
        {
            Error("/fields", DocumentCodes.LimitExceeded, $"{Document.Name} has {_ordered.Count} fields; at most {MaxFields} are allowed.");
        }

        RecordTypeCompiler.CheckFields(Document, _fields, _part);
        ChoiceDependencies.Check(Document, _input, _fields, _part);
        string table = StorageNames.Table(Document.Id);
        EquatableArray<string> searchFields = SearchFields();
        CheckNameField();
        ObjectModel model = new()
        {
            Id = Document.Id,
            Name = Document.Name,
            Singular = ApiNames.Singular(Document.Name),
            Plural = Document.Plural ?? ApiNames.Plural(Document.Name),
            Table = table,
            Label = _texts.Merge("label", Document.Label ?? LocalizedText.Of(Document.Name)),
            PluralLabel = _texts.Merge("pluralLabel", Document.PluralLabel),
            Description = _texts.MergeOptional("description", Document.Description),
            Icon = Document.Icon,
            Package = Document.Package,
            IsSystem = Document.Package == BuiltIn.BuiltInDocuments.PackageName,
            Ownership = Document.Ownership,
            NameField = Document.NameField,
            MasterField = _ordered.Find(f => f.Type is MasterDetailType)?.Name,
            Fields = Reused(_ordered),
            Indexes = new IndexBuilder(table, _fields, _part, _texts).Build(_ordered, _input, searchFields),
            SearchFields = searchFields,
            Rules = RuleCompiler.Compile(_input, _fields, _part, _texts),
            RecordTypes = recordTypes,
            TrackHistory = Document.TrackHistory,
            Writes = Document.Writes,
        };
        _part.WarnUnused(_texts, except: t => t.Path.StartsWith("relation.", StringComparison.Ordinal));
        return new ObjectDraft(model.Equals(_earlier) ? _earlier : model, _references.ToEquatableArray());
    }

    private void AddSystemFields(EquatableArray<RecordTypeModel> recordTypes)
    {
        IEnumerable<FieldModel> fields = SystemFieldModels.All;
        bool hasCurrency = Document.Fields.Concat(_input.Extensions.SelectMany(e => e.Fields)).Any(f => f.Type is CurrencyType);
        if (hasCurrency) fields = fields.Append(SystemFieldModels.Currency);
        if (!recordTypes.IsEmpty) fields = fields.Append(SystemFieldModels.RecordType(recordTypes));
        if (_input.StageField is not null) fields = fields.Concat(SystemFieldModels.OfPipelines);
        foreach (FieldModel field in fields)
        {
            _fields[field.Name] = field;
            _fieldIds[field.Id] = field.Name;
            _columns[field.Column.Name] = field.Name;
            _ordered.Add(field);
        }
    }

    private void AddFields(Document document, EquatableArray<FieldDocument> fields, string? package)
    {
        for (int i = 0; i < fields.Count; i++)
        {
            FieldDocument field = fields[i];
            string pointer = "/fields/" + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
            FieldModel model = new FieldCompiler(Document.Id, document, field, pointer, _part, _texts).Compile(_references) with { Package = package };
            if (!_fields.TryAdd(field.Name, model))
            {
                string what = _fields[field.Name].IsSystem ? "system field" : "field";
                _part.Error(document, pointer + "/name", DocumentCodes.DuplicateField, $"{Document.Name} already has a {what} \"{field.Name}\".");
                continue;
            }

            if (!_fieldIds.TryAdd(field.Id, field.Name))
            {
                _part.Error(
                    document, pointer, DocumentCodes.DuplicateId,
                    $"The field \"{field.Name}\" has the id \"{field.Id}\" of the field \"{_fieldIds[field.Id]}\"; give it an \"id\" of its own.");
            }

            foreach (ColumnModel column in model.Columns.Concat(model.Rollup?.State ?? []))
            {
                if (_columns.TryAdd(column.Name, field.Name)) continue;
                _part.Error(
                    document, pointer, DocumentCodes.StorageClash,
                    $"The fields \"{field.Name}\" and \"{_columns[column.Name]}\" would share the column {column.Name}; give one another \"id\".");
            }

            _ordered.Add(model);
        }
    }

    private void CheckExtension(FieldExtensionDocument extension)
    {
        _part.Use(Element.Object(Document.Name), extension, "/object");
        if (!_part.Packages.MayUse(extension.Package, Document.Package))
        {
            ReferenceChecks.Undeclared(_part, extension, "/object", Element.Object(Document.Name), Document.Package);
        }

        string? prefix = extension.Package is null ? null : _part.Packages.Find(extension.Package)?.Namespace;
        for (int i = 0; i < extension.Fields.Count; i++)
        {
            FieldDocument field = extension.Fields[i];
            if (prefix is not null && !field.Name.StartsWith(prefix, StringComparison.Ordinal))
            {
                _part.Error(
                    extension, $"/fields/{i}/name", DocumentCodes.MissingPrefix,
                    $"A field that package \"{extension.Package}\" adds to another package's object begins with \"{prefix}\".");
            }

            if (field.Type is MasterDetailType)
            {
                _part.Error(extension, $"/fields/{i}/type", DocumentCodes.FieldSettings, "An extension cannot make the object a detail; use a lookup.");
            }
        }
    }

    private void CheckNameField()
    {
        if (!_fields.TryGetValue(Document.NameField, out FieldModel? field))
        {
            UnknownField("/nameField", Document.NameField);
        }
        else if (!field.Type.CanName() || field.Formula is not null)
        {
            Error(
                "/nameField", DocumentCodes.UnsuitableField,
                $"The field \"{field.Name}\" is of type {field.Type.Name}; a record is named by text, email, phone or autoNumber.");
        }
        else
        {
            _part.Use(Element.Field(Document.Name, field.Name), Document, "/nameField");
        }
    }

    private EquatableArray<string> SearchFields()
    {
        if (Document.SearchFields.IsEmpty)
        {
            // What the platform alone writes, change by change, is found by its keys: an index of words would cost every write of every record.
            bool searchable = Document.Writes != RecordWrites.None && _fields.TryGetValue(Document.NameField, out FieldModel? name) && name.Type.IsSearchable();
            return searchable ? [Document.NameField] : [];
        }

        List<string> found = [];
        for (int i = 0; i < Document.SearchFields.Count; i++)
        {
            string name = Document.SearchFields[i], pointer = $"/searchFields/{i}";
            if (!_fields.TryGetValue(name, out FieldModel? field))
            {
                UnknownField(pointer, name);
            }
            else if (!field.Type.IsSearchable() || field.Formula is not null)
            {
                Error(pointer, DocumentCodes.UnsuitableField, $"The field \"{name}\" is of type {field.Type.Name}, which search cannot look in.");
            }
            else if (found.Contains(name))
            {
                Error(pointer, DocumentCodes.DuplicateItem, $"The field \"{name}\" is listed twice.");
            }
            else
            {
                _part.Use(Element.Field(Document.Name, name), Document, pointer);
                found.Add(name);
            }
        }

        return found.ToEquatableArray();
    }

    /// <summary>The fields, each as the instance of the compilation before when it is equal.</summary>
    private EquatableArray<FieldModel> Reused(List<FieldModel> fields) => _earlier is null
        ? fields.ToEquatableArray()
        : fields.Select(f => _earlier.TryGetField(f.Name, out FieldModel? old) && old.Equals(f) ? old : f).ToEquatableArray();

    private void UnknownField(string pointer, string name) => _part.Unknown(
        Document, pointer, DocumentCodes.UnknownField, $"{Document.Name} has no field \"{name}\".", name, _fields.Keys);

    private void Error(string pointer, string code, Sentence message) => _part.Error(Document, pointer, code, message);
}

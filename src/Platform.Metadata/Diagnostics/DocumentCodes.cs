namespace Platform.Metadata.Diagnostics;

/// <summary>
/// The codes of findings in documents, stable for ever: 1xx the text, 2xx the shape, 3xx names, 4xx references, 5xx rules of the model,
/// 6xx storage. Each is explained in docs/errors.md.
/// </summary>
public static class DocumentCodes
{
    /// <summary>The text is not JSON.</summary>
    public const string Syntax = "DOC101";

    /// <summary>The text is larger than a document may be.</summary>
    public const string TooLarge = "DOC102";

    /// <summary>Values are nested too deeply.</summary>
    public const string TooDeep = "DOC103";

    /// <summary>A key stands twice in an object.</summary>
    public const string DuplicateKey = "DOC104";

    /// <summary>A text holds half of a surrogate pair or bytes that are not UTF-8.</summary>
    public const string BrokenText = "DOC105";

    /// <summary>A text holds a NUL character.</summary>
    public const string NulCharacter = "DOC106";

    /// <summary>A document has more findings than are listed.</summary>
    public const string TooManyFindings = "DOC107";

    /// <summary>A key that does not exist here.</summary>
    public const string UnknownKey = "DOC201";

    /// <summary>A key that must be there is not.</summary>
    public const string MissingKey = "DOC202";

    /// <summary>A value of another JSON type than needed.</summary>
    public const string WrongType = "DOC203";

    /// <summary>A document kind that does not exist.</summary>
    public const string UnknownKind = "DOC204";

    /// <summary>A value that is none of the listed ones, an unknown field type included.</summary>
    public const string UnknownValue = "DOC205";

    /// <summary>A number outside its range, or not a whole number where one is needed.</summary>
    public const string OutOfRange = "DOC206";

    /// <summary>A text that is too short or too long.</summary>
    public const string TextLength = "DOC207";

    /// <summary>A list with too few or too many items.</summary>
    public const string ListLength = "DOC208";

    /// <summary>A text that does not have the form it needs, such as a malformed name.</summary>
    public const string BadFormat = "DOC209";

    /// <summary>The key <c>package</c> contradicts the package that the document was read for.</summary>
    public const string PackageMismatch = "DOC210";

    /// <summary>A name that the platform keeps for itself.</summary>
    public const string ReservedName = "DOC301";

    /// <summary>Two documents of a kind have the same name.</summary>
    public const string DuplicateDocument = "DOC302";

    /// <summary>Two documents of a kind, or two fields of an object, have the same stable id.</summary>
    public const string DuplicateId = "DOC303";

    /// <summary>Two fields or relations of an object have the same name.</summary>
    public const string DuplicateField = "DOC304";

    /// <summary>Two objects would give the API the same name (singular, plural, or a generated type).</summary>
    public const string ApiNameClash = "DOC305";

    /// <summary>Something is listed twice where once is meant.</summary>
    public const string DuplicateItem = "DOC306";

    /// <summary>A name of a package with a namespace that does not begin with it.</summary>
    public const string MissingPrefix = "DOC307";

    /// <summary>A package without a namespace that is none of the standard apps.</summary>
    public const string MissingNamespace = "DOC308";

    /// <summary>A reference to an object that does not exist.</summary>
    public const string UnknownObject = "DOC401";

    /// <summary>A reference to a field that does not exist.</summary>
    public const string UnknownField = "DOC402";

    /// <summary>A reference to a relation that does not exist.</summary>
    public const string UnknownRelation = "DOC403";

    /// <summary>A reference to a global picklist that does not exist.</summary>
    public const string UnknownPicklist = "DOC404";

    /// <summary>A reference to a choice that the picklist does not have.</summary>
    public const string UnknownChoice = "DOC405";

    /// <summary>A reference to a view that does not exist or is of another object.</summary>
    public const string UnknownView = "DOC406";

    /// <summary>A package that is needed or named is not there.</summary>
    public const string UnknownPackage = "DOC407";

    /// <summary>A package is there, but in a version that does not satisfy the dependency.</summary>
    public const string PackageVersion = "DOC408";

    /// <summary>A reference into a package that the own package does not depend on.</summary>
    public const string UndeclaredDependency = "DOC409";

    /// <summary>Packages depend on each other in a circle.</summary>
    public const string PackageCycle = "DOC410";

    /// <summary>A translation of something that does not exist (a warning: the text is not used).</summary>
    public const string UnusedTranslation = "DOC411";

    /// <summary>A reference to a layout that does not exist or is of another object.</summary>
    public const string UnknownLayout = "DOC412";

    /// <summary>A reference to a role that does not exist.</summary>
    public const string UnknownRole = "DOC413";

    /// <summary>A reference to a stage that the pipeline does not have.</summary>
    public const string UnknownStage = "DOC414";

    /// <summary>A reference to a business calendar that does not exist.</summary>
    public const string UnknownCalendar = "DOC415";

    /// <summary>A reference to an approval flow that does not exist, or is of another object.</summary>
    public const string UnknownFlow = "DOC416";

    /// <summary>A field of a type that cannot be used in this place.</summary>
    public const string UnsuitableField = "DOC501";

    /// <summary>Settings of a field that contradict each other or its type.</summary>
    public const string FieldSettings = "DOC502";

    /// <summary>A default that is not a value of the field.</summary>
    public const string BadDefault = "DOC503";

    /// <summary>Master-detail fields form a circle or too long a chain.</summary>
    public const string MasterChain = "DOC504";

    /// <summary>A filter that does not fit the object: an unknown operator, or a value of the wrong form.</summary>
    public const string BadFilter = "DOC505";

    /// <summary>Rights that contradict each other.</summary>
    public const string ContradictingRights = "DOC506";

    /// <summary>More than one default view for an object.</summary>
    public const string SeveralDefaults = "DOC507";

    /// <summary>More fields, objects or documents than a tenant may have.</summary>
    public const string LimitExceeded = "DOC508";

    /// <summary>A formula, condition or default that cannot be read or computed; its message has the code of the expression.</summary>
    public const string BadFormula = "DOC509";

    /// <summary>Formulas, rollups, defaults or dependent choices that need each other in a circle.</summary>
    public const string FormulaCircle = "DOC510";

    /// <summary>Record types that contradict each other.</summary>
    public const string RecordTypes = "DOC511";

    /// <summary>A rollup that does not fit its list, its field or its type.</summary>
    public const string BadRollup = "DOC512";

    /// <summary>A formula that no index can be made of: it reads other records, or is not the same for ever.</summary>
    public const string NotIndexable = "DOC513";

    /// <summary>A hook without its source file, or with an import that leads nowhere.</summary>
    public const string HookModules = "DOC520";

    /// <summary>A source file of a hook that is not JavaScript or TypeScript as hooks may have it.</summary>
    public const string HookSyntax = "DOC521";

    /// <summary>A hook reads or writes an object that it does not declare (in <c>access</c>), or declares that it writes what the platform alone writes.</summary>
    public const string HookAccess = "DOC522";

    /// <summary>A hook declares access that its source does not seem to need (a warning).</summary>
    public const string HookAccessUnused = "DOC523";

    /// <summary>The sources of a hook could not be read on this machine (a warning: the hook will not run).</summary>
    public const string HookUnchecked = "DOC524";

    /// <summary>Keys of a hook that its events have no use for, or lack.</summary>
    public const string HookEvents = "DOC525";

    /// <summary>A source of a hook does not fit the types of the model, or the handler is not what the hook calls.</summary>
    public const string HookTypes = "DOC527";

    /// <summary>A pipeline whose stages contradict each other, or that cannot be gone through.</summary>
    public const string BadPipeline = "DOC530";

    /// <summary>An approval flow that nobody could go through, or whose keys contradict each other.</summary>
    public const string BadApprovalFlow = "DOC540";

    /// <summary>A business calendar whose times or dates are none, contradict each other, or leave no time to work.</summary>
    public const string BadCalendar = "DOC550";

    /// <summary>An action of a process whose keys contradict each other.</summary>
    public const string BadAction = "DOC560";

    /// <summary>A webhook whose address or headers cannot be.</summary>
    public const string BadWebhook = "DOC570";

    /// <summary>An inbound endpoint whose keys contradict each other, or whose address another has.</summary>
    public const string BadInboundEndpoint = "DOC571";

    /// <summary>A webhook whose roles may not read every record of its object.</summary>
    public const string WebhookUnreadable = "DOC572";

    /// <summary>A webhook whose query cannot be answered.</summary>
    public const string WebhookQuery = "DOC573";

    /// <summary>A template of a mail that there is not, that has one already, or whose texts have other placeholders than the mail.</summary>
    public const string BadMailTemplate = "DOC580";

    /// <summary>A conversion that contradicts itself or another of its object, or names what there is not.</summary>
    public const string BadConversion = "DOC590";

    /// <summary>Two tables, columns or indexes would have the same name.</summary>
    public const string StorageClash = "DOC601";
}

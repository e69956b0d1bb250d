namespace Platform.GraphQL.Execution;

/// <summary>
/// Gives the value of a field; attached to its definition as <see cref="Types.FieldDefinition.Extension"/>. It returns null; a leaf;
/// an object for the resolvers of its fields; an <c>IEnumerable</c> for a list; or <see cref="FieldErrors"/> for expected problems.
/// </summary>
public delegate ValueTask<object?> FieldResolver(ResolveContext context);

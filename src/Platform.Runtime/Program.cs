using Platform.Runtime.Hosting;

return await HostProgram.RunAsync(args);

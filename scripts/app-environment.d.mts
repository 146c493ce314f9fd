export function appEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv

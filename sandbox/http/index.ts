/** The sandbox's HTTP side: the contract of routes and the application that serves them. */

export { type Complaint, Refusal, type Reply, type Request, type Route, type VendorApi } from "./api";
export { type AppOptions, createApp } from "./app";
export type { Control, ProviderPorts } from "./control";

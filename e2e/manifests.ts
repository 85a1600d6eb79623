/** The tutorial's Deployment, as the page's second scenario has it in the editor. */
export const serveDeployment = (image: string, replicas = 2): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: serve-deployment
  labels:
    app: auto-serve
spec:
  replicas: ${replicas}
  selector:
    matchLabels:
      app: auto-serve
  template:
    metadata:
      labels:
        app: auto-serve
    spec:
      containers:
        - name: auto-serve
          image: ${image}
          imagePullPolicy: Never
          ports:
            - containerPort: 8082
`;
